import { gatherSamples, sliceSamples } from "../../src/engine/data/samples";
import { DEFAULT_EXPERIMENT } from "../../src/engine/experiment";
import { variationalGap } from "../../src/engine/metrics/variationalGap";
import type { LikelihoodModel } from "../../src/engine/models/model";
import { EncoderOnly } from "../../src/engine/training/encoderOnly";
import { read } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import type { Claim } from "./claim";
import { digits } from "./data";

/** While both learn, the decoder moves p(z|x) itself; so from here on a copy holds it, and only φ moves. */
const BOTH = [0, 100, 300];
const ALONE = [50, 200, 600];
const IMAGES = 8;
const SIDE = 48;
/** What the sums on the grid may leave of log p(x) = ELBO + KL, nats. */
const ADDS_UP = 0.05;

interface Point {
  readonly step: number;
  readonly kl: number;
  readonly logEvidence: number;
  readonly worst: number;
}

export const viPosterior: Claim = {
  id: "vi-posterior",
  statement: "maximising the ELBO over φ pulls q(z|x) towards p(z|x)",
  async run() {
    const experiment = { ...DEFAULT_EXPERIMENT, model: "vae" as const, latent: 2, beta: 1 };
    const trainer = new Trainer(await digits(), experiment);
    const both: Point[] = [];
    for (const step of BOTH) {
      while (trainer.step < step) await read(trainer.train(experiment));
      both.push(await measure(step, trainer));
    }
    const encoder = new EncoderOnly(trainer);
    const alone: Point[] = [];
    let taken = 0;
    for (const step of ALONE) {
      for (; taken < step; taken++) await encoder.step();
      alone.push(await measure(step, { model: encoder.model, dataset: trainer.dataset }));
    }
    encoder.dispose();
    trainer.dispose();

    const start = both.at(-1) as Point;
    const falls = alone.every(({ kl }, i) => kl < (alone[i - 1] ?? start).kl);
    const moved = Math.max(...alone.map(({ logEvidence }) => Math.abs(logEvidence - start.logEvidence)));
    const worst = Math.max(...[...both, ...alone].map((point) => point.worst));
    return {
      measured:
        `both learn: ${both.map(describe).join("; ")}; then the encoder alone: ${alone.map(describe).join("; ")} nats. ` +
        `ELBO + KL is off log p(x) by at most ${worst.toExponential(1)} (${IMAGES} held-out images)`,
      should: `over φ alone KL falls from each to the next while log p(x) stays; it adds up to ${ADDS_UP} nats`,
      holds: falls && moved < ADDS_UP && worst < ADDS_UP,
    };
  },
};

const describe = ({ step, kl, logEvidence }: Point) =>
  `step ${step}: KL ${kl.toFixed(2)}, log p(x) ${logEvidence.toFixed(2)}`;

async function measure(
  step: number,
  { model, dataset: { heldOut } }: Pick<Trainer, "model" | "dataset">,
): Promise<Point> {
  const sums = { step, kl: 0, logEvidence: 0, worst: 0 };
  for (let i = 0; i < IMAGES; i++) {
    const x = gatherSamples(sliceSamples(heldOut, i, i + 1), [0]);
    const gap = await variationalGap(model as LikelihoodModel, x, { side: SIDE, draws: 0, breathe: async () => true });
    if (!gap) throw new Error("the grid was given up");
    sums.kl += gap.kl / IMAGES;
    sums.logEvidence += gap.logEvidence / IMAGES;
    const residual = gap.logEvidence - (gap.reconstruction - gap.klToPrior + gap.kl);
    sums.worst = Math.max(sums.worst, Math.abs(residual));
  }
  return sums;
}
