/** How well single dimensions stand for single factors of the data. */
import { betaVaeScore } from "../../engine/metrics/betaVaeScore";
import { type FactorInformation, factorInformation, mutualInformationGap } from "../../engine/metrics/disentanglement";
import type { Features } from "../../engine/metrics/features";
import type { Answers } from "../queries";
import { running } from "../running";
import { takeTurns } from "../takeTurns";

export interface BetaQueries {
  /** Of codes of the first held-out images, in their order. Refused where the data's factors are not known. */
  disentanglement: { ask: { codes: Features; step: number }; answer: Disentanglement };
}

export interface Disentanglement extends FactorInformation {
  /** How many images, and the step of their codes. */
  readonly count: number;
  readonly step: number;
  /** Mutual information gap, in [0, 1]. */
  readonly mig: number;
  /** β-VAE score: the accuracy of guessing the factor that a pair shares. */
  readonly score: number;
}

/** The share of the work that the matrix is; the rest is the score. */
const MATRIX_SHARE = 0.3;

export const betaAnswers: Pick<Answers, keyof BetaQueries> = {
  async disentanglement({ codes, step }, bench, signal) {
    const { dataset, experiment } = running(bench).trainer;
    const all = "factors" in dataset.heldOut ? dataset.heldOut.factors : undefined;
    if (!all) throw new TypeError("the factors of this data set are not known");
    const count = codes.values.length / codes.dimensions;
    const factors = { sizes: all.sizes, values: all.values.subarray(0, count * all.sizes.length) };
    const breathe = takeTurns(bench, signal);
    const part = (from: number, share: number) => (done: number) => bench.progress(from + share * done, 1);
    // A pace whose breaths never give up answers in full.
    const information = (await factorInformation(codes, factors, {
      breathe,
      progress: part(0, MATRIX_SHARE),
    })) as FactorInformation;
    const score = (await betaVaeScore(codes, factors, experiment.seed, {
      breathe,
      progress: part(MATRIX_SHARE, 1 - MATRIX_SHARE),
    })) as number;
    return { ...information, count, step, mig: mutualInformationGap(information), score };
  },
};
