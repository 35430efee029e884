/** Everything the page can do. Talks to the worker, writes the store, keeps the address bar true. */
import type { BackendId, BackendReport } from "../engine/backends/backend";
import type { DrawnCloud } from "../engine/data/points/drawn";
import { type AnySummary, isPointSummary } from "../engine/data/samples";
import {
  DEFAULT_EXPERIMENT,
  differences,
  type Experiment,
  fitted,
  hasPoints,
  liveKnobs,
  needsNewStep,
  notLeftOut,
  sameData,
} from "../engine/experiment";
import { KNOBS, type KnobId, type LIVE_CHOICES } from "../engine/knobs";
import type { Checkpoint, Weights } from "../engine/training/checkpoint";
import { latestOnly, QueryRefused, type RunEvent, TrainingClient } from "../workers/client";
import type { ProbeRequest } from "../workers/protocol";
import { withEarlier } from "./earlier";
import { LECTURE, type LectureModel } from "./lectureModel";
import { recall, recallFastest, remember, rememberFastest } from "./memory";
import type { RoomId } from "./rooms/rooms";
import { branchedRun, continuedRun, newRun, reduceRun, resumedRun } from "./run";
import { type DataChoice, type Notice, useStore } from "./store";
import { Timeline } from "./timeline";
import { type Locale, readHash, type Theme, writeHash } from "./url";
import { whenPainted } from "./whenPainted";

/** A worker that dies this often within a minute will not be saved by another one. */
const MOST_DEATHS = 3;
/** Where a run that blew up goes on: a tenth of its learning rate, and never more than this. */
const SAFE_LEARNING_RATE = 0.001;

/** Where the shipped data sets and all previews are. */
const DATASETS_URL = new URL("datasets/", document.baseURI).href;

const get = useStore.getState;
const set = useStore.setState;

const client = new TrainingClient({
  createWorker: () => new Worker(new URL("../workers/training.worker.ts", import.meta.url), { type: "module" }),
  onEvent: receive,
  onDeath: (detail) => recover("worker", detail),
});

let nextRun = 1;
let timeline = new Timeline();
/** What the run has started from, to be reset to. */
let start: Weights | undefined;
/** Brings the person's own data set back into a new worker. */
let bringOwnBack: (() => Promise<unknown>) | undefined;
let prepareAbort: AbortController | undefined;
let deaths: number[] = [];
let nextNotice = 0;
/** The backend that was wanted in vain, once that has been said. */
let missed: BackendId | undefined;
let themeChosen = false;

const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const systemTheme = (): Theme => (darkSystem.matches ? "dark" : "light");

/** Tells the worker. */
export const send: TrainingClient["send"] = (command) => client.send(command);

/** A number for a run that there has not been. */
export const newRunId = (): number => nextRun++;

const hearers = new Set<(event: RunEvent) => void>();
/** Has someone hear of all runs: the main one, and the one beside it. */
export const hearOfRuns = (hear: (event: RunEvent) => void): void => void hearers.add(hear);

/** Asks the worker. @throws QueryRefused with what was wrong */
export const ask: TrainingClient["ask"] = (kind, question, options) => client.ask(kind, question, options);

// ── the page opens ──────────────────────────────────────────────────────────────────────────────

export function open(): void {
  const link = readHash(location.hash);
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "ko" || tag === "en");
  const theme = link.theme ?? (recall("theme") as Theme | undefined);
  themeChosen = theme !== undefined;
  set({
    locale: link.lang ?? (recall("lang") as Locale | undefined) ?? (preferred as Locale | undefined) ?? "en",
    theme: theme ?? systemTheme(),
    backend: link.backend,
    wantsPlay: link.play,
    ...(link.room && { room: link.room }),
  });
  // A link's choice is the person's from now on: it holds when the page is loaded again.
  if (link.lang) remember("lang", link.lang);
  if (link.theme) remember("theme", link.theme);
  if (link.corrections.length > 0) notify({ kind: "link", corrections: link.corrections });
  client.start();
  begin(withData(link.experiment));
  addEventListener("hashchange", followLink);
  darkSystem.addEventListener("change", () => !themeChosen && set({ theme: systemTheme() }));
}

function followLink(): void {
  const link = readHash(location.hash);
  if (link.corrections.length > 0) notify({ kind: "link", corrections: link.corrections });
  if (link.lang) setLocale(link.lang);
  if (link.theme) setTheme(link.theme);
  if (link.room) set({ room: link.room });
  if (link.backend && link.backend !== get().backend) setBackend(link.backend);
  if (differences(get().run.experiment, link.experiment).length > 0) begin(withData(link.experiment));
  if (link.play) play();
  writeAddress();
}

/** An experiment on files, or on a drawing, that is not here runs on what is, and says so. */
function withData(experiment: Experiment): Experiment {
  if (hasPoints(experiment.dataset) && experiment.shape === "drawn" && !get().drawn) {
    notify({ kind: "drawing-missing" });
    return { ...experiment, shape: DEFAULT_EXPERIMENT.shape };
  }
  if (experiment.dataset !== "own" || get().own) return experiment;
  notify({ kind: "files-missing" });
  return { ...experiment, dataset: DEFAULT_EXPERIMENT.dataset };
}

function writeAddress(): void {
  const { run, backend } = get();
  history.replaceState(null, "", writeHash(run.experiment, { backend, room: roomInLink() }));
}

/** The room, unless it is the one that a link opens anyway. */
function roomInLink(): RoomId | undefined {
  const { room } = get();
  return room === "flow" ? undefined : room;
}

/** A link that opens this experiment and plays it. */
function shareLink(): string {
  const { run, locale } = get();
  return new URL(writeHash(run.experiment, { room: roomInLink(), lang: locale, play: "1" }), location.href).href;
}

export async function share(): Promise<void> {
  await navigator.clipboard.writeText(shareLink());
  notify({ kind: "copied" });
}

// ── runs ────────────────────────────────────────────────────────────────────────────────────────

/** Where a new run starts: from random weights, from those that the present run started from, or from what it has learned. */
type Origin = "scratch" | "same" | "learned";

/** Starts a new run; the one before stays in the list, and behind it as a ghost. */
function begin(wanted: Experiment, origin: Origin = "scratch"): void {
  const experiment = fitted(wanted, isPointSummary(get().own));
  const { run, probing } = get();
  const wasFull = run.failure?.kind === "out-of-memory";
  const sameImages = sameData(run.experiment, experiment);
  const sameLatent = run.experiment.latent === experiment.latent && run.experiment.model === experiment.model;
  set({
    run: newRun(nextRun++, experiment),
    earlier: withEarlier(get().earlier, run, timeline.latest),
    pcaError: undefined,
    probing: sameImages && sameLatent ? probing : sameImages ? { source: probing.source } : { source: { index: 0 } },
    probe: undefined,
  });
  keepTime(new Timeline());
  if (origin === "scratch") start = undefined;
  // Memory that WebAssembly has taken is given back only by a worker that ends.
  if (wasFull) startAnew(() => load());
  else if (origin === "learned") void loadFromLearned();
  else load();
}

/** The run before is still there to be asked for its weights: it ends when the next one is loaded. */
async function loadFromLearned(): Promise<void> {
  const { id } = get().run;
  const learned = await client.ask("weights", {}).catch(() => undefined);
  if (get().run.id !== id) return;
  start = learned?.weights;
  load();
}

/** Goes on with the current run from its last checkpoint, or from the start where there is none. */
function resume(experiment: Experiment): void {
  const from = timeline.latest;
  set(({ run }) => ({ run: resumedRun(run, nextRun++, experiment, from?.step ?? 0), travelled: undefined }));
  load(from);
}

function keepTime(next: Timeline): void {
  timeline = next;
  set({ snapshots: timeline.steps, travelled: undefined });
}

/** Where the page's data sets and their manifest are. */
export const datasetsFolder = (): string => new URL("datasets/", document.baseURI).href;

function load(from?: Checkpoint): void {
  const { run, backend, drawn } = get();
  const remembered = recallFastest();
  client.send({
    type: "load",
    run: run.id,
    experiment: run.experiment,
    datasets: datasetsFolder(),
    backend,
    remembered,
    checkpoint: from,
    start,
    drawn,
  });
  writeAddress();
}

function receive(event: RunEvent): void {
  for (const hear of hearers) hear(event);
  const run = reduceRun(get().run, event);
  if (run === get().run && event.type !== "checkpoint") return;
  set({ run });
  switch (event.type) {
    case "ready":
      client.send({ type: "setSpeed", stepsPerSecond: get().speed });
      client.send({ type: "drawNoise", draw: get().noiseDraw });
      if (get().wantsPlay) client.send({ type: "play" });
      askPcaError();
      tellFallback(event.info.backend);
      keepFastest(event.info.backend);
      return;
    case "frame":
      follow({ request: get().probing, byHand: false });
      whenPainted(() => client.send({ type: "painted", run: run.id }));
      return;
    case "checkpoint":
      if (event.run !== run.id) return;
      timeline.add(event.checkpoint);
      set({ snapshots: timeline.steps });
      return;
    case "failed":
      if (event.failure.kind === "device-lost") {
        client.stop();
        recover("device", event.failure.detail);
      } else if (event.failure.kind === "dataset" && event.failure.problem.code === "not-fetched") {
        set({ fetchable: [] }); // what is here has to be looked up anew
        notify({ kind: "not-fetched", dataset: run.experiment.dataset });
        setExperiment({ dataset: DEFAULT_EXPERIMENT.dataset });
      } else if (event.failure.kind === "dataset" && event.failure.problem.code === "left-out") {
        notify({ kind: "link", corrections: [notLeftOut(run.experiment.without)] });
        setExperiment({ without: "none" });
      } else set({ wantsPlay: false });
      return;
    case "progress":
      return;
    default:
      event satisfies never;
  }
}

/** A new worker takes over from the last checkpoint. */
function recover(cause: "worker" | "device", detail: string): void {
  const now = performance.now();
  deaths = [...deaths.filter((at) => now - at < 60_000), now];
  if (deaths.length > MOST_DEATHS) {
    set(({ run }) => ({ run: { ...run, failure: { kind: "internal", detail } }, wantsPlay: false }));
    return;
  }
  startAnew(() => {
    resume(get().run.experiment);
    notify({ kind: "recovered", cause, step: get().run.step });
  });
}

/** A new worker in place of the one there was, whose copy of the person's own data set goes with it. */
function startAnew(then: () => void): void {
  client.stop();
  client.start();
  if (bringOwnBack) void bringOwnBack().then(then, then);
  else then();
}

/** After a run blew up: the last good step, with a learning rate that can be survived. */
export function backToLastGood(): void {
  const { experiment } = get().run;
  resume({ ...experiment, learningRate: saferLearningRate(experiment) });
  play();
}

export const saferLearningRate = ({ learningRate }: Experiment): number =>
  Math.min(learningRate / 10, SAFE_LEARNING_RATE);

/** Tries once more after a failure that only a new worker can mend. */
export function tryAgain(): void {
  deaths = [];
  startAnew(() => resume(get().run.experiment));
}

// ── transport ───────────────────────────────────────────────────────────────────────────────────

function play(): void {
  set({ wantsPlay: true });
  client.send({ type: "play" });
}

function pause(): void {
  set({ wantsPlay: false });
  client.send({ type: "pause" });
}

export function toggle(): void {
  if (get().wantsPlay) pause();
  else if (!get().run.failure) {
    branch();
    play();
  }
}

export function step(): void {
  if (get().wantsPlay) pause(); // pausing drops the steps that are still waiting
  branch();
  client.send({ type: "step" });
}

/** Back to step 0 of the same run: same seed, same batches, same losses. */
export function reset(): void {
  set({ wantsPlay: false });
  begin(get().run.experiment, "same");
}

/** Shows the run as it was at a snapshot. What it has come to since stays; playing from here makes a branch. */
export const travelTo = latestOnly(async (step: number): Promise<void> => {
  const checkpoint = timeline.at(step);
  if (!checkpoint) return;
  set({ wantsPlay: false, travelled: step === timeline.latest?.step ? undefined : step });
  await client.ask("travel", { checkpoint }).catch(() => {}); // the run has gone, and with it its past
});

/** Where the run is looked at as it was earlier, it goes on from there as a run of its own. */
function branch(): void {
  const { run, travelled } = get();
  const from = travelled === undefined ? undefined : timeline.at(travelled);
  if (!from) return;
  set({
    run: branchedRun(run, nextRun++, from.step),
    earlier: withEarlier(get().earlier, run, timeline.latest),
  });
  keepTime(timeline.upTo(from.step));
  load(from);
}

/** Goes back to an earlier run; the current one stays in the list. */
export function reopen(id: number): void {
  const { run, earlier } = get();
  const wanted = earlier.find((other) => other.run.id === id);
  if (!wanted) return;
  const others = earlier.filter((other) => other !== wanted);
  const list = withEarlier(others, run, timeline.latest);
  start = undefined;
  set({ wantsPlay: false, earlier: list, probe: undefined, pcaError: undefined });
  const past = new Timeline();
  if (wanted.last) past.add(wanted.last);
  keepTime(past);
  set({ run: resumedRun(wanted.run, nextRun++, wanted.run.experiment, wanted.last?.step ?? 0) });
  load(wanted.last);
}

export function setCarry(carry: boolean): void {
  set({ carry });
}

export function newSeed(): void {
  setExperiment({ seed: crypto.getRandomValues(new Uint16Array(1))[0] as number });
}

export function setSpeed(speed: number): void {
  set({ speed });
  client.send({ type: "setSpeed", stepsPerSecond: speed });
}

// ── experiment ──────────────────────────────────────────────────────────────────────────────────

/** Turns one knob: a live one acts at the next step, a structural one starts a new run. */
export function setKnob(knob: KnobId, value: number): void {
  const { run } = get();
  if (run.experiment[knob] === value) return;
  if (KNOBS[knob].kind === "structural") {
    setExperiment({ [knob]: value });
    return;
  }
  const experiment = { ...run.experiment, [knob]: value };
  if (needsNewStep(run.experiment, experiment)) {
    void makeStepAnew({ [knob]: value });
    return;
  }
  set({ run: { ...run, experiment } });
  client.send({ type: "setKnobs", run: run.id, knobs: liveKnobs(experiment) });
  writeAddressSoon();
}

/** Chooses another noise, another estimator, a part that stands still: the run goes on. */
export const chooseLive = (choice: Partial<Pick<Experiment, (typeof LIVE_CHOICES)[number]>>): Promise<void> =>
  makeStepAnew(choice);

/** Goes on with the run from where it is, where what a step does has to change. */
async function makeStepAnew(change: Partial<Experiment>): Promise<void> {
  const { id } = get().run;
  await client.ask("checkpoint", {}).then(
    (now) => {
      if (get().run.id === id && now.checkpoint) timeline.add(now.checkpoint);
    },
    () => {}, // nothing has been learned yet, or the last checkpoint has to do
  );
  if (get().run.id !== id) return;
  const from = timeline.latest;
  set(({ run }) => ({ run: continuedRun(run, nextRun++, { ...run.experiment, ...change }, from?.step ?? 0) }));
  load(from);
}

/** Browsers limit how often the address may change, and a dragged slider changes it sixty times a second. */
let addressTimer: ReturnType<typeof setTimeout> | undefined;
function writeAddressSoon(): void {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, 250);
}

/** From a VAE to a β-VAE, and back, only β changes: the run goes on. */
export function chooseModel(id: LectureModel): void {
  const { choice } = LECTURE[id];
  if (choice.model !== get().run.experiment.model) setExperiment(choice);
  else if (choice.beta !== undefined) setKnob("beta", choice.beta);
}

/** Starts a run with something changed. A class that is left out is one of its data set: with other data, none is. */
export function setExperiment(change: Partial<Experiment>): void {
  const { carry, run } = get();
  const { experiment } = run;
  const after = { ...experiment, ...change };
  const sameClasses = after.dataset === experiment.dataset && after.shape === experiment.shape;
  const inherits = carry && run.step > 0 && !("seed" in change);
  begin(sameClasses ? after : { ...after, without: change.without ?? "none" }, inherits ? "learned" : "scratch");
}

/** Fetches or draws a data set while the run goes on, and trains on it once it is there. What fails changes nothing. */
export async function chooseData(choice: DataChoice): Promise<void> {
  prepareAbort?.abort();
  const { experiment } = get().run;
  const wanted = withData(fitted({ ...experiment, ...choice }));
  if (sameData(wanted, experiment)) return;
  const abort = new AbortController();
  prepareAbort = abort;
  const isLatest = () => prepareAbort === abort;
  set({ preparing: { ...choice, done: 0, total: 0 } });
  try {
    const onProgress = (done: number, total: number) => isLatest() && set({ preparing: { ...choice, done, total } });
    const { dataset, size, shape, noise } = wanted;
    const drawn = shape === "drawn" ? get().drawn : undefined;
    const ask = { dataset, size, shape, noise, drawn, datasets: DATASETS_URL };
    await client.ask("prepare", ask, { onProgress, signal: abort.signal });
    if (abort.signal.aborted) return;
    withdraw("data");
    setExperiment({ dataset, size, shape });
  } catch (error) {
    if (error instanceof QueryRefused && error.failure.kind === "import")
      notify({ kind: "data", dataset: choice.dataset, problem: error.failure.problem });
  } finally {
    if (isLatest()) set({ preparing: undefined });
  }
}

/** Trains on a cloud of points that the person has drawn. */
export function trainOnDrawn(drawn: DrawnCloud): void {
  set({ drawn });
  withdraw("drawing-missing");
  setExperiment({ shape: "drawn" });
}

export function cancelData(): void {
  prepareAbort?.abort();
}

/** Ten pictures of a data set of the registry, side by side. */
export const previewUrl = (dataset: string): string => `${DATASETS_URL}${dataset}/preview.png`;

/** Trains on the data set that the worker now has as `own`. */
export function useOwn(summary: AnySummary, bringBack: () => Promise<unknown>): void {
  bringOwnBack = bringBack;
  const otherFiles = get().run.experiment.dataset === "own";
  set({ own: summary, probing: { source: { index: 0 } } });
  withdraw("import", "files-missing");
  notify({ kind: "imported", summary });
  setExperiment({ dataset: "own" });
  // Of the same name, but of other samples.
  if (otherFiles) set(({ earlier }) => ({ earlier: earlier.filter(({ run }) => run.experiment.dataset !== "own") }));
}

export function setBackend(backend: BackendId | undefined): void {
  missed = undefined;
  withdraw("backend");
  set({ backend });
  resume(get().run.experiment);
}

/** What was measured on this device need not be measured again at the next visit. */
function keepFastest({ trials }: BackendReport): void {
  const { backend, ms } = trials.find(({ outcome }) => outcome === "fastest") ?? {};
  if (backend && ms && ms > 0) rememberFastest({ backend, ms });
}

/** Says once that the backend that was asked for is not the one in use, and why. */
function tellFallback({ backend: used, trials }: BackendReport): void {
  const wanted = get().backend;
  const trial = trials.find(({ backend }) => backend === wanted);
  if (!wanted || wanted === used || wanted === missed || !trial) return;
  missed = wanted;
  notify({ kind: "backend", wanted, used, outcome: trial.outcome });
}

// ── questions to the model ──────────────────────────────────────────────────────────────────────

const follow = latestOnly(async ({ request, byHand }: { request: ProbeRequest; byHand: boolean }) => {
  const { id } = get().run;
  try {
    const probe = await client.ask("probe", request, { byHand });
    // An answer that a moving hand has overtaken is still the newest picture there is of this image.
    if (get().run.id === id && get().probing.source === request.source) set({ probe });
  } catch {
    // The run is gone or not there yet; its first frame asks again.
  }
});

/** Follows another sample through the model: a held-out one, a drawing, a point anywhere. */
export function probeImage(source: ProbeRequest["source"]): void {
  setProbing({ source });
}

/** Holds the handle somewhere: this z is decoded, whatever the encoder says. */
export function probeLatent(z: readonly number[]): void {
  setProbing({ source: get().probing.source, z });
}

/** Lets go of the handle: z is again what the encoder says. */
export function releaseHandle(): void {
  setProbing({ source: get().probing.source });
}

/** Draws the noise on the samples that are looked at again. */
export function drawNoise(): void {
  const draw = get().noiseDraw + 1;
  set({ noiseDraw: draw });
  client.send({ type: "drawNoise", draw });
  follow({ request: get().probing, byHand: true });
}

function setProbing(probing: ProbeRequest): void {
  set({ probing });
  follow({ request: probing, byHand: true });
}

/** Pixels of the images that these rows of z decode to. */
export async function decode(z: Float32Array): Promise<Uint8Array> {
  return (await client.ask("decode", { z })).pixels;
}

/** Coordinates of the points that these rows of z decode to. */
export async function decodePoints(z: Float32Array): Promise<Float32Array> {
  return (await client.ask("decodePoints", { z })).positions;
}

export async function heldOutImages(indices: readonly number[]): Promise<Uint8Array> {
  return (await client.ask("images", { indices })).pixels;
}

function askPcaError(): void {
  const { id, experiment } = get().run;
  if (experiment.model === "vae" || experiment.network !== "linear") return;
  client.ask("pca", {}).then(
    ({ mse }) => get().run.id === id && set({ pcaError: mse }),
    () => {}, // the run it was asked of has gone
  );
}

// ── the page itself ─────────────────────────────────────────────────────────────────────────────

export function setRoom(room: RoomId): void {
  set({ room });
  writeAddress();
}

export function setLocale(locale: Locale): void {
  set({ locale });
  remember("lang", locale);
}

export function setTheme(theme: Theme): void {
  themeChosen = true;
  set({ theme });
  remember("theme", theme);
}

/** Shows a notice, in place of an earlier one of its kind. */
export function notify(notice: Notice): void {
  const id = nextNotice++;
  set(({ notices }) => ({
    notices: [...notices.filter((other) => other.notice.kind !== notice.kind), { id, notice }],
  }));
}

/** Takes back what is no longer so. */
export function withdraw(...kinds: Notice["kind"][]): void {
  set(({ notices }) => ({ notices: notices.filter(({ notice }) => !kinds.includes(notice.kind)) }));
}

export function dismiss(id: number): void {
  set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
