/** How close q(z|x) is to the model's own posterior p(z|x): see `variationalGap`. */
import { gatherSamples, type Samples, sliceSamples } from "../../engine/data/samples";
import { chunkRows, type VariationalGap, variationalGap } from "../../engine/metrics/variationalGap";
import type { LikelihoodModel } from "../../engine/models/model";
import { EncoderOnly } from "../../engine/training/encoderOnly";
import type { Session } from "../../engine/training/session";
import type { ProbeRequest } from "../protocol";
import type { Answers } from "../queries";
import { running } from "../running";
import { sampleOf } from "../sampleOf";
import { takeTurns } from "../takeTurns";

export interface PosteriorQueries {
  /** q and p(z|x) of one sample; `axes` say which slice is wanted of more than two dimensions. */
  truePosterior: {
    ask: { source: ProbeRequest["source"]; axes: readonly [number, number] };
    answer: VariationalGap & { readonly step: number };
  };
  /** KL(q ‖ p(z|x)) of some held-out samples, nats. */
  posteriorGaps: { ask: { indices: readonly number[] }; answer: Gaps };
  /** The same, as the encoder of a copy goes on learning from here while its decoder stands still. */
  encoderAlone: { ask: { indices: readonly number[] }; answer: { gaps: readonly Gaps[] } };
}

export interface Gaps {
  readonly step: number;
  /** Of each sample. */
  readonly kl: readonly number[];
  readonly logEvidence: readonly number[];
}

/** Steps of the encoder alone after which it is measured. */
const ALONE = [0, 10, 30, 80, 160, 300];

/** Nodes of the picture, a dimension; fewer do for a slice, which only is a picture, and for a number of many samples. */
const SIDE = 64;
const SLICE_SIDE = 40;
const SMALL_SIDE = 32;
/** Of one dimension there can be many. */
const LINE = 512;
const DRAWS = 2048;
const FEW_DRAWS = 512;

export const posteriorAnswers: Pick<Answers, keyof PosteriorQueries> = {
  async truePosterior({ source, axes }, bench, signal) {
    const session = running(bench);
    const { step, experiment, dataset } = session.trainer;
    const x = gatherSamples(sampleOf(dataset.heldOut, source), [0]);
    const turn = takeTurns(bench, signal);
    const expected = chunksOf(experiment.latent, x.length);
    let chunks = 0;
    const breathe = () => {
      bench.progress(Math.min(++chunks, expected), expected);
      return turn();
    };
    const model = likelihoodModel(session);
    try {
      const gap = await variationalGap(model, x, {
        side: sideFor(experiment.latent),
        draws: DRAWS,
        slice: axes,
        breathe,
      });
      return { ...(gap as VariationalGap), step };
    } finally {
      model.parameters.dispose();
    }
  },

  async posteriorGaps({ indices }, bench, signal) {
    const session = running(bench);
    const { step, dataset, experiment } = session.trainer;
    const breathe = takeTurns(bench, signal);
    const model = likelihoodModel(session);
    try {
      const progress = (done: number) => bench.progress(done, indices.length);
      return { step, ...(await gaps(model, dataset.heldOut, indices, fewFor(experiment.latent), breathe, progress)) };
    } finally {
      model.parameters.dispose();
    }
  },

  async encoderAlone({ indices }, bench, signal) {
    const session = running(bench);
    const { step: start, dataset, experiment } = session.trainer;
    const breathe = takeTurns(bench, signal);
    const encoder = new EncoderOnly(session.trainer);
    try {
      const measured: Gaps[] = [];
      let taken = 0;
      for (const step of ALONE) {
        for (; taken < step; taken++) {
          await encoder.step();
          await breathe();
        }
        measured.push({
          step: start + step,
          ...(await gaps(encoder.model, dataset.heldOut, indices, fewFor(experiment.latent), breathe)),
        });
        bench.progress(measured.length, ALONE.length);
      }
      return { gaps: measured };
    } finally {
      encoder.dispose();
    }
  },
};

async function gaps(
  model: LikelihoodModel,
  heldOut: Samples,
  indices: readonly number[],
  side: number,
  breathe: () => Promise<true>,
  progress: (done: number) => void = () => {},
): Promise<Pick<Gaps, "kl" | "logEvidence">> {
  const found: VariationalGap[] = [];
  for (const index of indices) {
    const x = gatherSamples(sliceSamples(heldOut, index, index + 1), [0]);
    const gap = await variationalGap(model, x, { side, draws: FEW_DRAWS, breathe });
    found.push(gap as VariationalGap); // whole: these breaths never give up, they throw
    progress(found.length);
  }
  return { kl: found.map(({ kl }) => kl), logEvidence: found.map(({ logEvidence }) => logEvidence) };
}

/** The run's model as it is now. @throws TypeError where its decoder is no distribution */
function likelihoodModel({ trainer }: Session): LikelihoodModel {
  if (!trainer.model.logLikelihood) throw new TypeError("this model's decoder gives no likelihood");
  return trainer.snapshot() as LikelihoodModel;
}

const sideFor = (latent: number) => (latent > 2 ? SLICE_SIDE : latent === 2 ? SIDE : LINE);

const fewFor = (latent: number) => (latent === 1 ? LINE : SMALL_SIDE);

/** About how many chunks it takes: three grids, and the draws or the quadrature. */
function chunksOf(latent: number, pixels: number): number {
  const grids = 3 * sideFor(latent) ** Math.min(2, latent);
  return Math.ceil((grids + (latent > 2 ? DRAWS : 0)) / chunkRows(pixels));
}
