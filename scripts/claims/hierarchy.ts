/** The VQ-VAE-2 of the claims of chapter 9, as the page chooses it, and the codes of its levels. */
import type { CodeDataset, CodeSet } from "../../src/engine/data/codes";
import type { Experiment } from "../../src/engine/experiment";
import { encodeToCodes } from "../../src/engine/training/encodeToCodes";
import { discreteOf } from "./discrete";
import { train } from "./train";

/** 28 × 28 pixels as 4 × 4 choices, and 7 × 7 below them. */
const VQ2 = {
  ...({ model: "vqVae2", network: "conv", latent: 8, codes: 64, hidden: 128 } as const),
  ...{ batch: 32, learningRate: 0.002 },
} as const satisfies Partial<Experiment>;

export const hierarchy = () => train(VQ2, 600);

/** The priors over its codes. */
export const LEVEL_PRIOR = { ...VQ2, batch: 64, channels: 24, layers: 2 } as const;
export const LEVEL_PRIOR_STEPS = 300;

/** The data in the codes of one level, counted from the coarsest. */
export async function codesOfLevel(level: number): Promise<CodeDataset> {
  const trained = await hierarchy();
  return encodeToCodes(
    trained.trainer.dataset,
    discreteOf(trained),
    async () => {},
    () => {},
    level,
  );
}

/** The same codes, with nothing said of those above them. */
export const withoutAbove = (data: CodeDataset): CodeDataset => ({
  ...data,
  train: alone(data.train),
  heldOut: alone(data.heldOut),
});

const alone = ({ above: _, ...own }: CodeSet): CodeSet => own;
