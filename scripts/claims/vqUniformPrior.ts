import { DEFAULT_EXPERIMENT } from "../../src/engine/experiment";
import { codeGradients } from "../../src/engine/training/codeGradients";
import { evaluate } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import type { Claim } from "./claim";
import { digits } from "./data";
import { VQ } from "./discrete";

const CODES = [2, 64, 512];
const DEPTHS = [
  { depth: 1, cells: 49 },
  { depth: 2, cells: 16 },
];
/** Of float32. */
const CLOSE = 1e-6;

export const vqUniformPrior: Claim = {
  id: "vq-uniform-prior",
  statement: "with a uniform prior the KL term is the constant log K, for each cell",
  async run() {
    const dataset = await digits();
    let [worst, gradient] = [0, 0];
    for (const { depth, cells } of DEPTHS) {
      for (const codes of CODES) {
        const trainer = new Trainer(dataset, { ...DEFAULT_EXPERIMENT, ...VQ, depth, codes });
        const knobs = trainer.experiment;
        const evaluation = await evaluate(trainer, dataset.heldOut, knobs, async () => true);
        const place = 1 + Object.keys(trainer.termWeights(knobs)).indexOf("kl");
        worst = Math.max(worst, Math.abs((evaluation?.losses[place] as number) / (cells * Math.log(codes)) - 1));
        const { terms } = await codeGradients(trainer, knobs, 1);
        const kl = terms.find(({ name }) => name === "kl");
        gradient = Math.max(gradient, ...[kl?.encoder, kl?.codebook, kl?.decoder].map(Number));
        trainer.dispose();
      }
    }
    return {
      measured: `KL against cells × log K for K of ${CODES.join(", ")} and 49 or 16 cells: off by at most ${worst.toExponential(1)} of it; its gradient is at most ${gradient}`,
      should: `off by at most ${CLOSE}, and no gradient`,
      holds: worst <= CLOSE && gradient === 0,
    };
  },
};
