/** The VQ-VAE-2 of the claims of chapter 9, as the page chooses it, and the codes of its levels. */
import type { CodeDataset, CodeSet } from "../../src/engine/data/codes";
import type { Experiment } from "../../src/engine/experiment";
import { encodeToCodes } from "../../src/engine/training/encodeToCodes";
import { discreteOf } from "./discrete";
import { type Trained, train } from "./train";

/** 28 × 28 pixels as 4 × 4 choices, and 7 × 7 below them. */
const VQ2 = {
  ...({ model: "vqVae2", network: "conv", latent: 8, codes: 64, hidden: 128 } as const),
  ...{ batch: 32, learningRate: 0.002 },
} as const satisfies Partial<Experiment>;

export const hierarchy = () => train(VQ2, 600);

/** The same of faces in colour of 64 × 64 pixels: 16 × 16 choices, 8 × 8 above them, and of three levels 4 × 4 above those. */
export const facesIn = (codeLevels: 2 | 3) =>
  train({ ...VQ2, dataset: "faces", size: 64, batch: 16, codeLevels }, FACE_STEPS);
const FACE_STEPS = 600;

/** The priors over its codes. */
export const LEVEL_PRIOR = { ...VQ2, batch: 32, channels: 24, layers: 1 } as const;
export const LEVEL_PRIOR_STEPS = 300;

/** The data in the codes of one level of such a hierarchy, counted from the coarsest. */
export async function codesOfLevel(trained: Trained, level: number): Promise<CodeDataset> {
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
