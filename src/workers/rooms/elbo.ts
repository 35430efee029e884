/** What the ELBO's room asks: heavy sampling of the toy, and the bounds of the model as it is. */
import { gatherSamples } from "../../engine/data/samples";
import { BOUND_SAMPLES, type DerivationLine } from "../../engine/elbo/bound";
import { type Draw, type Estimates, estimateEvidence } from "../../engine/elbo/estimates";
import { type GradientFlow, gradientFlow } from "../../engine/elbo/gradientFlow";
import { bounds, type Reading, weigh } from "../../engine/elbo/importance";
import { deriveLive, type Estimated } from "../../engine/elbo/liveDerivation";
import { sampled } from "../../engine/elbo/statistics";
import { type Gaussian, TOYS, type ToyId } from "../../engine/elbo/toy";
import type { LikelihoodModel } from "../../engine/models/model";
import { key, normals, Stream } from "../../engine/random";
import type { ProbeRequest } from "../protocol";
import type { Answers, Bench } from "../queries";
import { running } from "../running";
import { sampleOf } from "../sampleOf";

const MOST_SAMPLES = Math.max(...BOUND_SAMPLES);
/** Draws for one image: two groups of the largest bound. */
const IMAGE_DRAWS = 2 * MOST_SAMPLES;
const LINE_DRAWS = 1_000;
/** Held-out samples whose gradients are taken together. */
const FLOW_BATCH = 32;

type Source = ProbeRequest["source"];

/** One sample's share of the ledger, nats. */
export interface SampleLedger {
  /** E_q[log p(x | z)] */
  readonly reconstruction: Reading;
  /** KL(q(z_d | x) ‖ N(0, 1)) of each latent dimension. */
  readonly kl: Float64Array;
  /** One for each of BOUND_SAMPLES. */
  readonly bounds: readonly Reading[];
}

/** Answers are undefined where they were given up. */
export interface ElboQueries {
  toyEstimates: { ask: Draw & { toy: ToyId; x: number; q: Gaussian }; answer: Estimates | undefined };
  elboSample: { ask: { source: Source }; answer: SampleLedger | undefined };
  /** The bounds of so many held-out samples, or as many as there are. */
  elboSet: { ask: { most: number }; answer: { count: number; bounds: readonly Reading[] } | undefined };
  elboLines: { ask: { source: Source }; answer: Record<DerivationLine, Estimated> | undefined };
  elboFlow: { ask: { reparameterised: boolean }; answer: GradientFlow };
}

export const elboAnswers: Pick<Answers, keyof ElboQueries> = {
  toyEstimates: ({ toy, x, q, ...draw }, bench, signal) =>
    estimateEvidence(TOYS[toy], x, q, draw, {
      breathe: untilCancelled(bench, signal),
      progress: (done) => bench.progress(done, 1),
    }),

  async elboSample({ source }, bench, signal) {
    const x = valuesOf(bench, source);
    const weights = await running(bench).hold(() =>
      weigh(asked(bench), x, IMAGE_DRAWS, 0, untilCancelled(bench, signal)),
    );
    if (!weights) return undefined;
    const { mean, standardError } = sampled(weights.logLikelihoods);
    return {
      reconstruction: { value: mean, standardError },
      kl: weights.kl,
      bounds: bounds(weights.logWeights, BOUND_SAMPLES),
    };
  },

  // Each sample with the weights of one moment; between two of them training goes on for as long.
  async elboSet({ most }, bench, signal) {
    const session = running(bench);
    const { heldOut } = session.trainer.dataset;
    const count = Math.min(most, heldOut.count);
    const model = asked(bench);
    const rows: number[][] = [];
    for (let i = 0; i < count; i++) {
      const x = gatherSamples(heldOut, [i]);
      const started = performance.now();
      const weights = await session.hold(() => weigh(model, x, MOST_SAMPLES, i, untilCancelled(bench, signal)));
      if (!weights) return undefined;
      rows.push(bounds(weights.logWeights, BOUND_SAMPLES).map(({ value }) => value));
      bench.progress(i + 1, count);
      const rested = 2 * performance.now() - started;
      while (performance.now() < rested) await bench.breathe();
    }
    const means = BOUND_SAMPLES.map((_, at) => rows.reduce((sum, row) => sum + (row[at] as number), 0) / count);
    return { count, bounds: means.map((value) => ({ value })) };
  },

  elboLines: ({ source }, bench, signal) =>
    running(bench).hold(() =>
      deriveLive(asked(bench), valuesOf(bench, source), LINE_DRAWS, untilCancelled(bench, signal)),
    ),

  async elboFlow({ reparameterised }, bench) {
    const { dataset, experiment } = running(bench).trainer;
    const batch = Math.min(FLOW_BATCH, dataset.heldOut.count);
    const x = gatherSamples(
      dataset.heldOut,
      Array.from({ length: batch }, (_, i) => i),
    );
    const eps = normals(key(Stream.probe), batch * experiment.latent);
    return gradientFlow(asked(bench), x, eps, batch, reparameterised);
  },
};

/** The page asks only of a VAE. */
const asked = (bench: Bench) => running(bench).trainer.model as LikelihoodModel;

const valuesOf = (bench: Bench, source: Source): Float32Array =>
  gatherSamples(sampleOf(running(bench).trainer.dataset.heldOut, source), [0]);

const untilCancelled =
  ({ breathe }: Bench, signal: AbortSignal) =>
  async (): Promise<boolean> => {
    await breathe();
    return !signal.aborted;
  };
