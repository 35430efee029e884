import type { Experiment } from "../../src/engine/experiment";
import { codeUsage } from "../../src/engine/metrics/codeUsage";
import type { Claim } from "./claim";
import { psnr, VQ } from "./discrete";
import { train } from "./train";

const STEPS = 500;
/** From few bits to many. */
const GRIDS: readonly Pick<Experiment, "depth" | "codes">[] = [
  { depth: 2, codes: 4 },
  { depth: 2, codes: 64 },
  { depth: 1, codes: 16 },
  { depth: 1, codes: 256 },
];
const CURED = { codebookLearning: "ema", restart: "on" } as const;

export const vqManyLatents: Claim = {
  id: "vq-many-latents",
  statement: "several latents an image: more bits rebuild it better, and EMA with restarts puts more codes to use",
  async run() {
    const measure = async (change: Partial<Experiment>) => {
      const { evaluation } = await train({ ...VQ, ...change }, STEPS);
      if (!evaluation.codes) throw new Error("a VQ-VAE chooses codes");
      return { ...codeUsage(evaluation.codes), decibels: psnr(evaluation.mse) };
    };
    const rows: (Awaited<ReturnType<typeof measure>> & { codes: number })[] = [];
    for (const grid of GRIDS) rows.push({ codes: grid.codes, ...(await measure({ ...grid, ...CURED })) });
    const alone = await measure({ codes: 256, codebookInit: "uniform" });
    const cured = rows.at(-1) as (typeof rows)[number];
    const list = rows.map(({ bits, codes, decibels }) => `${bits} bits (K = ${codes}): ${decibels.toFixed(2)} dB`);
    return {
      measured: `${list.join(", ")}; codes in use of 256: ${alone.used} (perplexity ${alone.perplexity.toFixed(1)}) by gradient alone, ${cured.used} (${cured.perplexity.toFixed(1)}) with EMA, k-means and restarts (held-out digits, ${STEPS} steps)`,
      should: "PSNR rises with the bits; more codes in use with EMA and restarts",
      holds:
        rows.every(({ decibels }, i) => i === 0 || decibels > (rows[i - 1]?.decibels ?? 0)) && cured.used > alone.used,
    };
  },
};
