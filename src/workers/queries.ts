/** Answers to what the page asks of the model as it is at this moment. */
import { type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gather } from "../engine/data/batches";
import { imageSize, summarize } from "../engine/data/dataset";
import type { FileStore } from "../engine/data/fileStore";
import { importIdx } from "../engine/data/importIdx";
import { pca, pcaError } from "../engine/metrics/pca";
import { key, normals, Stream } from "../engine/random";
import { read } from "../engine/training/evaluate";
import { type Session, toBytes } from "../engine/training/session";
import { datasetAnswers, OWN } from "./datasetQueries";
import type { Library } from "./library";
import type { Probe, ProbeRequest, Queries, QueryKind } from "./protocol";

/** Thrown when a query needs a run and there is none. */
export class NoRunError extends Error {}

/** What the answers draw on. */
export interface Bench {
  readonly session: Session | undefined;
  readonly breathe: () => Promise<void>;
  readonly library: Library;
  /** Where files that outlive the page are put. */
  readonly store: () => Promise<FileStore>;
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

  async decode({ z }, bench) {
    const { model, experiment } = running(bench).trainer;
    const rows = z.length / experiment.latent;
    return { pixels: toBytes(await read(tidy(() => model.decode(tensor2d(z, [rows, experiment.latent]))))) };
  },

  async images({ indices }, bench) {
    const { heldOut } = running(bench).trainer.dataset;
    const size = imageSize(heldOut);
    const pixels = new Uint8Array(indices.length * size);
    for (const [i, index] of indices.entries())
      pixels.set(heldOut.pixels.subarray(index * size, (index + 1) * size), i * size);
    return { pixels };
  },

  async pca(_, bench) {
    const { dataset, experiment } = running(bench).trainer;
    const components = await pca(dataset.train, experiment.latent, bench.breathe);
    return { mse: await pcaError(components, dataset.heldOut, bench.breathe) };
  },

  async prepare({ datasets: baseUrl, ...choice }, { library, breathe, progress }, signal) {
    return summarize(await library.get(choice, { baseUrl, breathe, onProgress: progress, signal }));
  },

  async importFiles({ files }, bench, signal) {
    const dataset = await importIdx(files, { id: OWN, signal, onProgress: bench.progress });
    bench.library.keep(dataset);
    return summarize(dataset);
  },

  ...datasetAnswers,
};

function running({ session }: Bench): Session {
  if (!session) throw new NoRunError();
  return session;
}

/** The noise of the probed image's sample: fixed, so that the picture moves only with the model or the hand. */
const PROBE_KEY = key(Stream.probe);

async function probe(
  { trainer: { model, dataset, experiment } }: Session,
  { source, z: given }: ProbeRequest,
): Promise<Probe> {
  const { heldOut } = dataset;
  const size = imageSize(heldOut);
  const latent = experiment.latent;
  const index = "index" in source ? source.index : undefined;
  const x = "pixels" in source ? source.pixels : heldOut.pixels.slice(source.index * size, (source.index + 1) * size);
  const label = index === undefined ? undefined : heldOut.labels?.[index];
  const eps = normals(PROBE_KEY, latent);
  const tensors = tidy(() => {
    const batch = tensor2d(gather({ ...heldOut, count: 1, pixels: x }, [0]), [1, size]);
    const posterior = model.encode(batch);
    const z = given ? tensor2d([...given], [1, latent]) : model.sample(posterior, tensor2d(eps, [1, latent]));
    return [model.decode(z), z.clone(), posterior.mu.clone(), posterior.logVar] as [
      Tensor2D,
      Tensor2D,
      Tensor2D,
      Tensor2D?,
    ];
  });
  const [xHat, z, mu, logVar] = tensors;
  const [image, zValues, mean, logVariance] = await Promise.all([
    read(xHat),
    read(z),
    read(mu),
    logVar && read(logVar),
  ]);
  return {
    x,
    mu: mean.slice(),
    z: zValues.slice(),
    xHat: toBytes(image),
    ...(label !== undefined && { label }),
    ...(logVariance && { logVar: logVariance.slice(), eps }),
  };
}
