/** What the encoder is good for: classes told apart from z, clusters of z, and what is rebuilt badly. */
import { type AnyDataset, gatherSamples, type Samples, sampleSize } from "../../engine/data/samples";
import { someOf } from "../../engine/data/someOf";
import { pick } from "../../engine/data/withoutClass";
import type { Pace } from "../../engine/metrics/chunks";
import { type Classified, classify } from "../../engine/metrics/classifiers";
import { kMeans } from "../../engine/metrics/kMeans";
import { type Pca, pca, pcaCoordinates } from "../../engine/metrics/pca";
import { codeSize } from "../../engine/models/model";
import { encodeSome } from "../../engine/training/encode";
import type { Session } from "../../engine/training/session";
import type { Answers } from "../queries";
import { running } from "../running";
import { type AnomalyQueries, anomalyAnswers } from "./anomaly";
import { fairly, found, insist } from "./fairPace";

/** What classes are told apart from: z, or without a model PCA's coordinates of the same width, or all numbers of x. */
type Basis = "z" | "pca" | "x";

export interface UsesQueries extends AnomalyQueries {
  /** Trains two classifiers on labelled training samples, and has them classify held-out ones. */
  classify: { ask: { basis: Basis }; answer: ClassifyAnswer };
  /** k-means on the latents given, or on PCA's coordinates of these held-out samples. */
  cluster: {
    ask: ({ z: Float32Array } | { samples: Uint32Array }) & { clusters: number; seed: number };
    answer: { assignment: Uint16Array; centres: Float32Array };
  };
}

export interface ClassifyAnswer extends Classified {
  readonly dimensions: number;
  /** How many it was trained on. */
  readonly train: number;
  /** Indices of the held-out samples that were classified, and their classes. */
  readonly test: Uint32Array;
  readonly truths: Uint16Array;
}

/** More samples tell a small classifier little more; of large images there are fewer, so that x is not too long to classify. */
const [MOST_TRAIN, MOST_TEST, FEWEST] = [2_000, 1_000, 200];
const MOST_NUMBERS = 8e6;
const MOST_PCA = 3_000;

export const usesAnswers: Pick<Answers, keyof UsesQueries> = {
  ...anomalyAnswers,

  classify({ basis }, bench, signal) {
    const session = running(bench);
    const { dataset, experiment } = session.trainer;
    return fairly(bench, session, signal, async (pace) => {
      if (basis === "z") return classifyFrom(dataset, await latents(session, dataset, pace), pace);
      return once(dataset, basis === "x" ? "x" : `pca ${experiment.latent}`, async () => {
        const both = basis === "x" ? numbers(dataset) : await coordinates(session, dataset, pace);
        return classifyFrom(dataset, both, pace);
      });
    });
  },

  cluster(ask, bench, signal) {
    const session = running(bench);
    const { dataset, model } = session.trainer;
    return fairly(bench, session, signal, async (pace) => {
      let rows = { dimensions: codeSize(model.code), values: "z" in ask ? ask.z : new Float32Array() };
      if ("samples" in ask) {
        const axes = await axesOf(session, pace);
        const values = await pcaCoordinates(axes, dataset.heldOut, ask.samples, insist(pace));
        rows = { dimensions: axes.variances.length, values };
      }
      const { assignment, centres } = found(await kMeans(rows, ask.clusters, ask.seed, pace));
      return { assignment: Uint16Array.from(assignment), centres: Float32Array.from(centres) };
    });
  },
};

interface Both {
  readonly dimensions: number;
  readonly train: Float32Array; // [train × D]
  readonly test: Float32Array; // [test × D]
}

/** The samples that are trained on, and those that are classified: the same ones whatever the basis. */
function chosen({ train, heldOut }: AnyDataset): { train: Uint32Array; test: Uint32Array } {
  const affordable = Math.max(FEWEST, Math.floor(MOST_NUMBERS / sampleSize(train)));
  return {
    train: someOf(train.count, Math.min(MOST_TRAIN, affordable)),
    test: someOf(heldOut.count, Math.min(MOST_TEST, affordable)),
  };
}

async function classifyFrom(dataset: AnyDataset, both: Both, pace: Pace): Promise<ClassifyAnswer> {
  const { dimensions } = both;
  const { train, test } = chosen(dataset);
  const labelsOf = ({ labels }: Samples, indices: Uint32Array) =>
    Uint16Array.from(indices, (i) => labels?.[i] as number);
  const known = { dimensions, values: both.train, labels: labelsOf(dataset.train, train) };
  const classes = found(await classify(known, { dimensions, values: both.test }, dataset.classes, pace));
  return { ...classes, dimensions, train: train.length, test, truths: labelsOf(dataset.heldOut, test) };
}

/** z of both, of one moment of the model. */
async function latents(session: Session, dataset: AnyDataset, pace: Pace): Promise<Both> {
  const { train, test } = chosen(dataset);
  const { model } = session.trainer;
  const encoded = await session.hold(async (breathe) => {
    const encode = (samples: Samples, indices: Uint32Array) => encodeSome(model, samples, indices, breathe);
    return [await encode(dataset.train, train), await encode(dataset.heldOut, test)] as const;
  });
  await pace.breathe(); // holding was work, too
  return { dimensions: codeSize(model.code), train: found(encoded[0]), test: found(encoded[1]) };
}

function numbers(dataset: AnyDataset): Both {
  const { train, test } = chosen(dataset);
  return {
    dimensions: sampleSize(dataset.train),
    train: gatherSamples(dataset.train, train),
    test: gatherSamples(dataset.heldOut, test),
  };
}

async function coordinates(session: Session, dataset: AnyDataset, pace: Pace): Promise<Both> {
  const axes = await axesOf(session, pace);
  const { train, test } = chosen(dataset);
  const project = (samples: Samples, indices: Uint32Array) => pcaCoordinates(axes, samples, indices, insist(pace));
  return {
    dimensions: axes.variances.length,
    train: await project(dataset.train, train),
    test: await project(dataset.heldOut, test),
  };
}

/** PCA of training samples, as wide as the latent: once a data set. */
function axesOf({ trainer }: Session, pace: Pace): Promise<Pca> {
  const { latent } = trainer.experiment;
  const { train } = trainer.dataset;
  return once(trainer.dataset, `axes ${latent}`, () =>
    pca(pick<Samples>(train, someOf(train.count, MOST_PCA)), latent, insist(pace)),
  );
}

/** What does not depend on the model is computed once a data set; what was given up is not kept. */
const known = new WeakMap<AnyDataset, Map<string, unknown>>();
async function once<T>(dataset: AnyDataset, key: string, compute: () => Promise<T>): Promise<T> {
  const ofDataset = known.get(dataset) ?? new Map<string, unknown>();
  known.set(dataset, ofDataset);
  if (!ofDataset.has(key)) ofDataset.set(key, await compute());
  return ofDataset.get(key) as T;
}
