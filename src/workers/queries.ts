/** Answers to what the page asks of the model as it is at this moment. */
import { type Tensor1D, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { imageSize } from "../engine/data/dataset";
import type { FileStore } from "../engine/data/fileStore";
import { gatherSamples, isPoints, sampleSize, summarizeAny } from "../engine/data/samples";
import { spoilsInput } from "../engine/experiment";
import { pca, pcaError } from "../engine/metrics/pca";
import { codeSize, isDiscrete } from "../engine/models/model";
import { key, normals, Stream } from "../engine/random";
import { toBytes } from "../engine/training/bytes";
import { read } from "../engine/training/evaluate";
import type { Session } from "../engine/training/session";
import { OWN_SAMPLE } from "../engine/training/shown";
import type { SubjectTrainer } from "../engine/training/subject";
import { datasetAnswers } from "./datasetQueries";
import { drawingAnswers } from "./drawingQueries";
import type { Importer } from "./importer";
import type { Library } from "./library";
import type { Probe, ProbeRequest, Queries, QueryKind } from "./protocol";
import { betaAnswers } from "./rooms/beta";
import { denoiseAnswers } from "./rooms/denoise";
import { elboAnswers } from "./rooms/elbo";
import { generateAnswers } from "./rooms/generate";
import { hierarchyAnswers } from "./rooms/hierarchy";
import { posteriorAnswers } from "./rooms/posterior";
import { priorAnswers } from "./rooms/prior";
import { priorSampleAnswers } from "./rooms/priorSamples";
import { rejectAnswers } from "./rooms/reject";
import { slowAnswers } from "./rooms/slow";
import { usesAnswers } from "./rooms/uses";
import { vqAnswers } from "./rooms/vq";
import { vqGradientAnswers } from "./rooms/vqGradients";
import { running, runningAny } from "./running";
import { sampleOf } from "./sampleOf";
import type { Codec } from "./stages";

/** What the answers draw on. */
export interface Bench {
  readonly session: Session<SubjectTrainer> | undefined;
  /** The session of a run: the current one, or its rival. */
  sessionOf(run: number): Session<SubjectTrainer> | undefined;
  /** What a prior over codes makes its codes into images with. */
  readonly codec: Codec | undefined;
  readonly breathe: () => Promise<void>;
  readonly library: Library;
  /** Where files that outlive the page are put. */
  readonly store: () => Promise<FileStore>;
  readonly importer: Importer;
  progress(done: number, total: number): void;
}

export type Answers = {
  [Kind in QueryKind]: (
    ask: Queries[Kind]["ask"],
    bench: Bench,
    signal: AbortSignal,
  ) => Promise<Queries[Kind]["answer"]>;
};

export const answers: Answers = {
  probe: (request, bench) => probe(running(bench), request),

  decode: async ({ z }, bench) => ({ pixels: toBytes(await decodeRows(running(bench), z)) }),

  decodePoints: async ({ z }, bench) => ({ positions: (await decodeRows(running(bench), z)).slice() }),

  async images({ indices }, bench) {
    const { heldOut } = running(bench).trainer.dataset;
    if (isPoints(heldOut)) throw new Error("points are no images");
    const size = imageSize(heldOut);
    const pixels = new Uint8Array(indices.length * size);
    for (const [i, index] of indices.entries())
      pixels.set(heldOut.pixels.subarray(index * size, (index + 1) * size), i * size);
    return { pixels };
  },

  checkpoint: async (_, bench) => ({ checkpoint: await runningAny(bench).trainer.checkpoint() }),

  weights: async (_, bench) => ({ weights: await runningAny(bench).trainer.weights() }),

  async travel({ checkpoint }, bench) {
    await runningAny(bench).travel(checkpoint);
    return {};
  },

  async pca(_, bench) {
    const { dataset, experiment } = running(bench).trainer;
    const components = await pca(dataset.train, experiment.latent, bench.breathe);
    return { mse: await pcaError(components, dataset.heldOut, bench.breathe) };
  },

  async prepare({ datasets: baseUrl, ...choice }, { library, breathe, progress }, signal) {
    return summarizeAny(await library.get(choice, { baseUrl, breathe, onProgress: progress, signal }));
  },

  inspectFiles: ({ files }, bench, signal) => bench.importer.inspect(files, reading(bench, signal)),

  previewFiles: ({ files, choices, most }, bench, signal) =>
    bench.importer.preview(files, choices, most, reading(bench, signal)),

  async importFiles({ files, choices }, bench, signal) {
    const dataset = await bench.importer.import(files, choices, reading(bench, signal));
    bench.library.keep(dataset);
    return summarizeAny(dataset);
  },

  ...datasetAnswers,
  ...denoiseAnswers,
  ...slowAnswers,
  ...drawingAnswers,
  ...usesAnswers,
  ...elboAnswers,
  ...posteriorAnswers,
  ...priorAnswers,
  ...hierarchyAnswers,
  ...priorSampleAnswers,
  ...betaAnswers,
  ...generateAnswers,
  ...vqGradientAnswers,
  ...vqAnswers,
  ...rejectAnswers,
};

const reading = ({ breathe, progress }: Bench, signal: AbortSignal) => ({ breathe, signal, onProgress: progress });

/** The noise of the probed image's sample: fixed, so that the picture moves only with the model or the hand. */
const PROBE_KEY = key(Stream.probe);
/** And of what is drawn from p(x|z). */
const PIXEL_KEY = key(Stream.probe, 1);

async function probe(session: Session, { source, z: given }: ProbeRequest): Promise<Probe> {
  const { model, dataset, experiment } = session.trainer;
  const { heldOut } = dataset;
  const size = sampleSize(heldOut);
  const width = codeSize(model.code);
  const label = "index" in source ? heldOut.labels?.[source.index] : undefined;
  const sample = sampleOf(heldOut, source);
  const eps = normals(PROBE_KEY, width);
  const spoils = spoilsInput(experiment);
  const x = gatherSamples(sample, [0]);
  const tensors = tidy(() => {
    const seen = session.spoilt(tensor2d(x, [1, size]), ["index" in source ? source.index : OWN_SAMPLE]);
    const posterior = model.encode(seen);
    const z = given ? tensor2d([...given], [1, width]) : model.sample(posterior, tensor2d(eps, [1, width]));
    const drawn = model.generate?.(z, PIXEL_KEY);
    const codes = isDiscrete(model) && !given ? model.nearest(posterior) : undefined;
    const xTilde = spoils ? seen : undefined;
    return [model.decode(z), z.clone(), posterior.mu.clone(), posterior.logVar, drawn, xTilde, codes] as [
      Tensor2D,
      Tensor2D,
      Tensor2D,
      Tensor2D?,
      Tensor2D?,
      Tensor2D?,
      Tensor1D?,
    ];
  });
  const [xHat, z, mu, logVar, drawn, xTilde, codes] = tensors;
  const [image, zValues, mean, logVariance, drawing, spoilt, numbers] = await Promise.all([
    read(xHat),
    read(z),
    read(mu),
    logVar && read(logVar),
    drawn && read(drawn),
    xTilde && read(xTilde),
    codes && read(codes),
  ]);
  const shown = (values: Float32Array) => (isPoints(heldOut) ? values.slice() : toBytes(values));
  return {
    x: isPoints(sample) ? sample.positions.slice() : sample.pixels.slice(),
    mu: mean.slice(),
    z: zValues.slice(),
    xHat: shown(image),
    mse: image.reduce((sum, value, i) => sum + (value - (x[i] as number)) ** 2, 0) / size,
    ...(drawing && { drawn: shown(drawing) }),
    ...(spoilt && { xTilde: shown(spoilt) }),
    ...(numbers && { codes: Uint16Array.from(numbers) }),
    ...(label !== undefined && { label }),
    ...(logVariance && { logVar: logVariance.slice(), eps }),
  };
}

async function decodeRows({ trainer: { model } }: Session, z: Float32Array): Promise<Float32Array> {
  const width = codeSize(model.code);
  return read(tidy(() => model.decode(tensor2d(z, [z.length / width, width]))));
}
