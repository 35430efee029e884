/**
 * A second run beside the main one, in step with it, for the rooms that compare two models. It is what `derive` makes of
 * the main experiment: it follows its live knobs, and starts anew when the main run does. The worker, the run and the
 * store have nothing of it while no room wants one.
 */
import { differences, type Experiment } from "../engine/experiment";
import { KNOBS, type Knob } from "../engine/knobs";
import type { Checkpoint } from "../engine/training/checkpoint";
import type { RunEvent } from "../workers/client";
import { newRunId } from "./actions/runs";
import { hearOfRuns, send } from "./actions/worker";
import type { RoomId } from "./rooms/rooms";
import { newRun, type Run, reduceRun, resumedRun } from "./run";
import { useStore } from "./store";
import { whenPainted } from "./whenPainted";

/** The rival's experiment for a main one; nothing where a model has no rival. */
export type Derive = (main: Experiment) => Experiment | undefined;

interface Wanted {
  readonly room: RoomId;
  readonly derive: Derive;
}

/** How far a rival came: it goes on from there after a recovery, and when its room is entered again. */
interface Kept {
  readonly room: RoomId;
  readonly rival: Run;
  /** The curve of the main run that it was beside: another curve is another run. */
  readonly beside: Run["training"];
  readonly checkpoint?: Checkpoint;
}

const get = useStore.getState;
const set = useStore.setState;

let wanted: Wanted | undefined;
let kept: Kept | undefined;

hearOfRuns(receive);
useStore.subscribe(({ run }, { run: before }) => {
  if (!wanted || run === before) return;
  if (run.id !== before.id) set({ rival: undefined }); // it ended with the run that it was beside
  if (run.info && (!before.info || run.id !== before.id)) launch();
  else if (run.experiment !== before.experiment) followKnobs();
});

/** Starts a rival beside the main run, or changes the live knobs of the one there is. It catches up first. */
export function wantRival(room: RoomId, derive: Derive): void {
  const goesOn = wanted?.room === room && get().rival !== undefined;
  wanted = { room, derive };
  if (goesOn) followKnobs();
  else if (get().run.info) launch();
}

/** Ends the rival for the time that its room is closed. */
export function leaveRival(): void {
  if (!wanted) return;
  wanted = undefined;
  set({ rival: undefined });
  send({ type: "endRival" });
}

/** Ends the rival for good. */
export function endRival(): void {
  leaveRival();
  kept = undefined;
}

/** What the rival of this room was when the room was left, if the main run is still the same. */
export function leftRival(room: RoomId): Experiment | undefined {
  return kept?.room === room && kept.beside === get().run.training ? kept.rival.experiment : undefined;
}

/** Starts the rival that failed once more, from its last good step. */
export function retryRival(): void {
  if (wanted) launch();
}

function launch(): void {
  if (!wanted) return;
  const { run } = get();
  const experiment = wanted.derive(run.experiment);
  if (!experiment) {
    set({ rival: undefined });
    return;
  }
  const id = newRunId();
  const from = checkpointFor(experiment);
  const rival = from ? resumedRun(from.rival, id, experiment, from.checkpoint.step) : newRun(id, experiment);
  kept = { room: wanted.room, beside: run.training, rival, ...(from && { checkpoint: from.checkpoint }) };
  set({ rival });
  send({ type: "rival", run: id, experiment, checkpoint: from?.checkpoint });
}

/**
 * Where a rival with this experiment can go on: one of the same room, beside the same run, with the same structure. It may
 * be a little ahead of the main run's own checkpoint; then it waits.
 */
function checkpointFor(experiment: Experiment): { rival: Run; checkpoint: Checkpoint } | undefined {
  if (!kept?.checkpoint || kept.room !== wanted?.room || kept.beside !== get().run.training) return undefined;
  if (!sameStructure(kept.rival.experiment, experiment)) return undefined;
  return { rival: kept.rival, checkpoint: kept.checkpoint };
}

const isLive = (key: keyof Experiment) => (KNOBS as Record<string, Knob>)[key]?.kind === "live";
const sameStructure = (a: Experiment, b: Experiment) => differences(a, b).every(isLive);

function followKnobs(): void {
  const { run, rival } = get();
  const experiment = wanted?.derive(run.experiment);
  if (!rival || !experiment || differences(rival.experiment, experiment).length === 0) return;
  set({ rival: { ...rival, experiment } });
  send({ type: "setKnobs", run: rival.id, knobs: experiment });
}

function receive(event: RunEvent): void {
  const before = get().rival;
  if (!before || event.run !== before.id || !kept) return;
  const rival = reduceRun(before, event);
  if (event.type === "checkpoint") kept = { ...kept, checkpoint: event.checkpoint };
  kept = { ...kept, rival };
  set({ rival });
  // Knobs that were turned while it got ready reach it now.
  if (event.type === "ready") send({ type: "setKnobs", run: rival.id, knobs: rival.experiment });
  if (event.type === "frame") whenPainted(() => send({ type: "painted", run: rival.id }));
}
