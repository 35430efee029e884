/** The training thread: owns the backend, the data sets and the current run, and speaks the protocol. */
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { type BackendId, type BackendReport, NoBackendError } from "../engine/backends/backend";
import { bootBackend, deviceLost } from "../engine/backends/boot";
import type { FileStore } from "../engine/data/fileStore";
import { ImportProblem } from "../engine/data/importProblem";
import { definitionOf } from "../engine/data/registry";
import { type AnyDataset, isPointDataset, summarizeAny } from "../engine/data/samples";
import { OutOfMemoryError } from "../engine/kernels/wasm/module";
import { buffers } from "../engine/training/checkpoint";
import { Session, type SessionOptions } from "../engine/training/session";
import { stepTime } from "../engine/training/stepTime";
import { type SubjectTrainer, stripOf } from "../engine/training/subject";
import { assertFits, MOST_STEP_BYTES, TooLargeError } from "../engine/training/tooLarge";
import { breathe } from "./breathe";
import { openIdb } from "./idbStore";
import { Importer } from "./importer";
import { Library } from "./library";
import { openStore } from "./openStore";
import { openOpfs } from "./opfsStore";
import type { Command, Failure, LoadCommand, Query, QueryFailure, RivalCommand, WorkerEvent } from "./protocol";
import { answers, type Bench } from "./queries";
import { isOfModel, NoRunError } from "./running";
import { type Codec, codecOf, codesOf, disposeCodec } from "./stages";
import { wasmAssets } from "./wasmAssets";

declare const self: DedicatedWorkerGlobalScope;

/** When a device is lost, what is under way on it fails a moment before the loss is told, and the loss tells more. */
const LOSS_IS_KNOWN_MS = 200;

const library = new Library(openStoreOnce);
const importer = new Importer();
const asked = new Map<number, AbortController>();
let backend: (BackendReport & { asked: BackendId | undefined }) | undefined;
let store: Promise<FileStore> | undefined;
let session: Session<SubjectTrainer> | undefined;
let sessionEnded: Promise<void> = Promise.resolve();
let currentRun = -1;
/** The run beside the current one, in step with it, where there is one. */
let rival: Session<SubjectTrainer> | undefined;
let rivalEnded: Promise<void> = Promise.resolve();
let currentRival = -1;
/** What the prior that is being trained makes its codes into images with. */
let codec: Codec | undefined;

const send = (event: WorkerEvent, transfer: Transferable[] = []) => self.postMessage(event, transfer);
const fail = (run: number, failure: Failure) => send({ type: "failed", run, failure });

self.onmessage = ({ data }: MessageEvent<Command | Query>) => {
  switch (data.type) {
    case "load":
      return void load(data).catch((error: unknown) => fail(data.run, toFailure(error)));
    case "rival":
      return void startRival(data).catch((error: unknown) => fail(data.run, toFailure(error)));
    case "endRival":
      return endRival();
    case "play":
      return session?.play();
    case "pause":
      return session?.pause();
    case "step":
      return session?.stepOnce();
    case "setKnobs":
      return sessionOf(data.run)?.setKnobs(data.knobs);
    case "drawNoise":
      return session?.drawNoise(data.draw);
    case "setSpeed":
      return session?.setSpeed(data.stepsPerSecond);
    case "painted":
      return sessionOf(data.run)?.painted();
    case "ping":
      return send({ type: "pong" });
    case "cancel":
      return asked.get(data.id)?.abort();
    case "query":
      return void answer(data);
    default:
      data satisfies never;
  }
};

async function load(command: LoadCommand): Promise<void> {
  const { run, experiment, checkpoint, start } = command;
  currentRun = run;
  session?.close();
  session = undefined;
  endRival();
  const [report, dataset] = await Promise.all([boot(command), findDataset(command), sessionEnded, rivalEnded]);
  if (run !== currentRun) return;
  if (codec) disposeCodec(codec);
  codec = command.codec && codecOf(dataset, experiment, command.codec, command.priorsAbove);
  const current = await prepare(run, report, {
    dataset: codec ? await codesOf(codec, breathe, encoded(run)) : dataset,
    ...{ experiment, checkpoint, start },
  });
  if (run !== currentRun) return current.trainer.dispose();
  session = current;
  sessionEnded = train(run, report, current, codec?.dataset ?? dataset);
}

const encoded = (run: number) => (done: number, total: number) =>
  send({ type: "progress", run, task: "encode", done, total });

async function startRival({ run, experiment, checkpoint }: RivalCommand): Promise<void> {
  endRival();
  currentRival = run;
  await rivalEnded; // so that it leaves its memory to this one
  const leader = session;
  if (!leader || !isOfModel(leader) || !backend || run !== currentRival) return;
  const { dataset } = leader.trainer;
  const current = await prepare(run, backend, { dataset, experiment, checkpoint, leader });
  if (run !== currentRival || leader !== session) return current.trainer.dispose();
  rival = current;
  rivalEnded = train(run, backend, current, dataset);
}

function endRival(): void {
  currentRival = -1;
  rival?.close();
  rival = undefined;
}

type Opening = Pick<SessionOptions, "dataset" | "experiment" | "start"> & {
  [Key in "checkpoint" | "leader"]?: SessionOptions[Key] | undefined;
};

/** A session about to run, whose events carry the run's number. */
async function prepare(
  run: number,
  { backend: id }: BackendReport,
  { checkpoint, leader, ...opening }: Opening,
): Promise<Session<SubjectTrainer>> {
  const current = new Session<SubjectTrainer>({
    ...opening,
    ...(checkpoint && { checkpoint }),
    ...(leader && { leader }),
    breathe,
    stepsInFlight: id === "webgpu" || id === "webgl" ? 2 : 0,
    events: {
      frame: (frame) => send({ type: "frame", run, frame }),
      checkpoint: (kept) => send({ type: "checkpoint", run, checkpoint: kept }, buffers(kept)),
      diverged: (step) => fail(run, { kind: "diverged", step }),
    },
  });
  try {
    assertFits(current.trainer);
  } catch (error) {
    current.trainer.dispose();
    throw error;
  }
  await current.trainer.prepare((done, total) => send({ type: "progress", run, task: "compile", done, total }));
  return current;
}

/** Says that a run is ready, and runs it until it is closed. */
function train(
  run: number,
  report: BackendReport,
  current: Session<SubjectTrainer>,
  dataset: AnyDataset,
): Promise<void> {
  const known = isOfModel(current) ? current.trainer.dataset : dataset;
  const info = { backend: report, dataset: summarizeAny(known), ...current.info };
  // A prior rebuilds nothing, and perhaps knows codes alone; the page shows what they are of.
  const strip = isOfModel(current) || isPointDataset(known) ? info.strip : stripOf(known.heldOut);
  send({ type: "ready", run, info: { ...info, strip } });
  return current.run().catch(async (error: unknown) => {
    await new Promise((resolve) => setTimeout(resolve, LOSS_IS_KNOWN_MS));
    fail(run, toFailure(error));
  });
}

const sessionOf = (run: number): Session<SubjectTrainer> | undefined =>
  run === currentRun ? session : run === currentRival ? rival : undefined;

async function boot({ run, backend: wanted, experiment, remembered }: LoadCommand): Promise<BackendReport> {
  if (backend && backend.asked === wanted) return backend;
  await Promise.all([sessionEnded, rivalEnded]); // no tensor of the old backend may be in use
  send({ type: "progress", run, task: "backend", done: 0, total: 1 });
  const report = await bootBackend(wasmAssets(), { forced: wanted, remembered, stepMs: () => stepTime(experiment) });
  backend = { ...report, asked: wanted };
  void deviceLost().then((detail) => fail(currentRun, { kind: "device-lost", detail }));
  return report;
}

async function findDataset({ run, experiment, drawn, datasets: baseUrl }: LoadCommand): Promise<AnyDataset> {
  const task = definitionOf(experiment.dataset)?.kind === "generated" ? "generate" : "download";
  const onProgress = (done: number, total: number) => send({ type: "progress", run, task, done, total });
  return library.get(
    { ...experiment, drawn: experiment.shape === "drawn" ? drawn : undefined },
    { baseUrl, breathe, onProgress },
  );
}

/** Files that outlive the page: in the origin private file system, else in IndexedDB, else nowhere. */
function openStoreOnce(): Promise<FileStore> {
  store ??= openStore([openOpfs, openIdb]);
  return store;
}

async function answer({ id, kind, ask, byHand }: Query): Promise<void> {
  if (byHand) session?.attend();
  const controller = new AbortController();
  asked.set(id, controller);
  const bench: Bench = {
    session,
    sessionOf,
    codec,
    breathe,
    library,
    store: openStoreOnce,
    importer,
    progress: (done, total) => send({ type: "progress", id, done, total }),
  };
  try {
    send({ type: "answer", id, answer: await answers[kind](ask as never, bench, controller.signal) });
  } catch (error) {
    send({ type: "refused", id, failure: toQueryFailure(error) });
  } finally {
    asked.delete(id);
  }
}

function toFailure(error: unknown): Failure {
  if (error instanceof NoBackendError) return { kind: "no-backend", trials: error.trials };
  if (error instanceof ImportProblem) return { kind: "dataset", problem: error.payload };
  if (error instanceof TooLargeError)
    return { kind: "too-large", needs: error.needs, most: MOST_STEP_BYTES, batch: error.batch };
  if (isOutOfMemory(error)) return { kind: "out-of-memory", detail: String(error) };
  return { kind: "internal", detail: String(error) };
}

/** Of the WebAssembly heap, or of the browser, which says so in words of its own. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof OutOfMemoryError || (error instanceof RangeError && /memory|allocat/i.test(error.message));
}

function toQueryFailure(error: unknown): QueryFailure {
  if (error instanceof ImportProblem) {
    return error.code === "cancelled" ? { kind: "cancelled" } : { kind: "import", problem: error.payload };
  }
  if (error instanceof DOMException && error.name === "AbortError") return { kind: "cancelled" };
  return error instanceof NoRunError ? { kind: "no-run" } : { kind: "internal", detail: String(error) };
}
