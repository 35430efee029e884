import type { Experiment } from "../engine/experiment";
import { KNOBS, type ModelId } from "../engine/knobs";

/** The models as the lecture counts them: the β-VAE is the VAE with another β. */
export type LectureModel = ModelId | "betaVae";

interface Place {
  /** What an experiment must be to be this model. */
  readonly choice: Partial<Experiment>;
  /** What suits it best where the samples are images. */
  readonly ofImages?: Partial<Experiment>;
  readonly chapter: number;
  readonly year: number;
}

/** Where β starts when the β-VAE is chosen (Higgins et al. 2017 use 4 on small images). */
const BETA = 4;

export const LECTURE: Readonly<Record<LectureModel, Place>> = {
  ae: { choice: { model: "ae" }, chapter: 1, year: 1987 },
  dae: { choice: { model: "dae" }, chapter: 2, year: 2008 },
  vae: { choice: { model: "vae", beta: KNOBS.beta.initial }, chapter: 4, year: 2014 },
  betaVae: { choice: { model: "vae", beta: BETA }, chapter: 6, year: 2017 },
  vqVae: {
    choice: { model: "vqVae" },
    // A grid of codes; narrow, in small batches, and fast, so that a machine without a GPU has digits within seconds.
    ofImages: { network: "conv", latent: 8, hidden: 128, batch: 32, learningRate: 0.002 },
    chapter: 7,
    year: 2017,
  },
  pixelCnn: {
    choice: { model: "pixelCnn" },
    ofImages: { batch: 32, channels: 16, layers: 3, learningRate: 0.002 },
    chapter: 8,
    year: 2016,
  },
  vqVae2: {
    choice: { model: "vqVae2", network: "conv" },
    ofImages: { latent: 8, hidden: 128, batch: 32, learningRate: 0.002, channels: 24, layers: 2 },
    chapter: 9,
    year: 2019,
  },
};
export const LECTURE_MODELS = Object.keys(LECTURE) as LectureModel[];

export function lectureModel({ model, beta }: Experiment): LectureModel {
  return model === "vae" && beta !== KNOBS.beta.initial ? "betaVae" : model;
}
