/** How runs begin, go on, go back and branch. */
import { isPointSummary } from "../../engine/data/samples";
import { type Experiment, fitted, hasCodes, sameAutoencoder, sameData } from "../../engine/experiment";
import type { Checkpoint, Weights } from "../../engine/training/checkpoint";
import { latestOnly } from "../../workers/client";
import { withEarlier } from "../earlier";
import { recallFastest } from "../memory";
import { branchedRun, continuedRun, hasLived, newRun, type Run, resumedRun, runAgain, turnedRun } from "../run";
import { type Given, useStore } from "../store";
import { Timeline } from "../timeline";
import { writeAddress } from "./address";
import { ask, datasetsFolder, send, startWorker, stopWorker } from "./worker";

const get = useStore.getState;
const set = useStore.setState;

let nextRun = 1;
let timeline = new Timeline();
/** What the run has started from, to be reset to. */
let start: Weights | undefined;
/** Of a prior over codes. */
let given: Given | undefined;
/** Brings the person's own data set back into a new worker. */
let bringOwnBack: (() => Promise<unknown>) | undefined;

/** A number for a run that there has not been. */
export const newRunId = (): number => nextRun++;

/** Says how a new worker is given the person's own data set. */
export const keepOwn = (bringBack: () => Promise<unknown>): void => {
  bringOwnBack = bringBack;
};

/** Takes a snapshot of the current run into its past. */
export function keepSnapshot(checkpoint: Checkpoint): void {
  timeline.add(checkpoint);
  set({ snapshots: timeline.steps });
}

/** Where a new run starts: from random weights, from those that the present run started from, or from what it has learned. */
type Origin = "scratch" | "same" | "learned";

/** Starts a new run; the one before stays in the list, and behind it as a ghost. A change of the autoencoder leaves its prior. */
export function begin(wanted: Experiment, origin: Origin = "scratch"): void {
  const { run, probing } = get();
  const goesOn = wanted.stage !== "autoencoder" && sameAutoencoder(run.experiment, wanted);
  const experiment = fitted({ ...wanted, stage: goesOn ? wanted.stage : "autoencoder" }, isPointSummary(get().own));
  const wasFull = run.failure?.kind === "out-of-memory";
  const sameImages = sameData(run.experiment, experiment);
  // A grid of codes is of another size, or means something else, in every new run.
  const sameLatent =
    run.experiment.latent === experiment.latent &&
    run.experiment.model === experiment.model &&
    !hasCodes(experiment.model);
  const carries = origin === "learned" || (origin === "same" && start !== undefined);
  const after = hasLived(run) ? run.experiment : run.after;
  set({
    run: newRun(nextRun++, experiment, { ...(carries && { carried: true }), ...(after && { after }) }),
    earlier: withEarlier(get().earlier, run, timeline.latest, given),
    ...(!goesOn && { parked: undefined, codecStep: undefined }),
    pcaError: undefined,
    probing: sameImages && sameLatent ? probing : sameImages ? { source: probing.source } : { source: { index: 0 } },
    probe: undefined,
  });
  keepTime(new Timeline());
  if (!goesOn) given = undefined;
  if (origin === "scratch") start = undefined;
  // Memory that WebAssembly has taken is given back only by a worker that ends.
  if (wasFull) startAnew(() => load());
  else if (origin === "learned") void loadFromLearned();
  else load();
}

/** The run before is still there to be asked for its weights: it ends when the next one is loaded. */
async function loadFromLearned(): Promise<void> {
  const { id } = get().run;
  const learned = await ask("weights", {}).catch(() => undefined);
  if (get().run.id !== id) return;
  start = learned?.weights;
  load();
}

/** Goes on with the current run from its last checkpoint, or from the start where there is none. */
export function resume(experiment: Experiment): void {
  const from = timeline.latest;
  set(({ run }) => {
    const turned = run.experiment === experiment ? run : turnedRun(run, experiment);
    return { run: resumedRun(turned, nextRun++, experiment, from?.step ?? 0), travelled: undefined };
  });
  load(from);
}

function keepTime(next: Timeline): void {
  timeline = next;
  set({ snapshots: timeline.steps, travelled: undefined });
}

function load(from?: Checkpoint): void {
  const { run, backend, drawn } = get();
  const remembered = recallFastest();
  send({
    type: "load",
    run: run.id,
    experiment: run.experiment,
    datasets: datasetsFolder(),
    backend,
    remembered,
    checkpoint: from,
    start,
    codec: given?.codec,
    priorsAbove: given?.above,
    drawn,
  });
  writeAddress();
}

/** A new worker in place of the one there was, whose copy of the person's own data set goes with it. */
export function startAnew(then: () => void): void {
  stopWorker();
  startWorker();
  if (bringOwnBack) void bringOwnBack().then(then, then);
  else then();
}

/** Goes on with the run from where it is, where what a step does has to change. */
export async function makeStepAnew(change: Partial<Experiment>): Promise<void> {
  const { id } = get().run;
  set(({ run }) => ({ run: turnedRun(run, change) })); // seen at once
  await ask("checkpoint", {}).then(
    (now) => {
      if (get().run.id === id && now.checkpoint) timeline.add(now.checkpoint);
    },
    () => {}, // nothing has been learned yet, or the last checkpoint has to do
  );
  if (get().run.id !== id) return;
  const from = timeline.latest;
  set(({ run }) => ({ run: continuedRun(run, nextRun++, run.experiment, from?.step ?? 0) }));
  load(from);
}

/** Shows the run as it was at a snapshot. What it has come to since stays; playing from here makes a branch. */
export const travelTo = latestOnly(async (step: number): Promise<void> => {
  const checkpoint = timeline.at(step);
  if (!checkpoint) return;
  set({ wantsPlay: false, travelled: step === timeline.latest?.step ? undefined : step });
  await ask("travel", { checkpoint }).catch(() => {}); // the run has gone, and with it its past
});

/** Where the run is looked at as it was earlier, it goes on from there as a run of its own. */
export function branch(): void {
  const { run, travelled } = get();
  const from = travelled === undefined ? undefined : timeline.at(travelled);
  if (!from) return;
  set({
    run: branchedRun(run, nextRun++, from.step),
    earlier: withEarlier(get().earlier, run, timeline.latest, given),
  });
  keepTime(timeline.upTo(from.step));
  load(from);
}

/** A run with what it takes to go on with it. */
export interface Place {
  readonly run: Run;
  readonly timeline: Timeline;
  /** Of a prior over codes. */
  readonly given?: Given | undefined;
}

/** The current run as it is at this moment, or, while it is being loaded, as it will begin; nothing where it is not healthy. */
export async function currentPlace(): Promise<Place | undefined> {
  const { id } = get().run;
  const { checkpoint } = await ask("checkpoint", {}).catch(() => ({ checkpoint: undefined }));
  const { run } = get();
  if (run.id !== id) return undefined;
  if (checkpoint) timeline.add(checkpoint);
  else if (run.failure || !(timeline.latest || given)) return undefined;
  return { run, timeline, given };
}

/** Goes on with a run of another stage from where it was left, or begins it. */
export function goOnAt(place: Place): void {
  const from = place.timeline.latest;
  start = undefined;
  given = place.given;
  keepTime(place.timeline);
  const run = resumedRun(place.run, nextRun++, place.run.experiment, from?.step ?? 0);
  set({ run, probe: undefined, pcaError: undefined });
  load(from);
}

/** Goes back to an earlier run; the current one stays in the list. */
export function reopen(id: number): void {
  const { run, earlier } = get();
  const wanted = earlier.find((other) => other.run.id === id);
  if (!wanted) return;
  const others = earlier.filter((other) => other !== wanted);
  const list = withEarlier(others, run, timeline.latest, given);
  start = undefined;
  // The stages that wait are of another autoencoder, unless its codes are the same.
  const isAlone = !wanted.given || wanted.given.codec !== given?.codec;
  given = wanted.given;
  set({
    ...{ wantsPlay: false, earlier: list, probe: undefined, pcaError: undefined, codecStep: given?.codec.step },
    ...(isAlone && { parked: undefined }),
  });
  const past = new Timeline();
  if (wanted.last) past.add(wanted.last);
  keepTime(past);
  const back = wanted.last ? wanted.run : runAgain(wanted.run);
  set({ run: resumedRun(back, nextRun++, back.experiment, wanted.last?.step ?? 0) });
  load(wanted.last);
}
