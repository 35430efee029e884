/** A model in stages: first the autoencoder, then a prior over the codes that it makes of the data. Each is a run of its own. */
import type { Experiment } from "../../engine/experiment";
import type { Stage } from "../../engine/knobs";
import type { Checkpoint } from "../../engine/training/checkpoint";
import { newRun } from "../run";
import { type State, useStore } from "../store";
import { Timeline } from "../timeline";
import { currentPlace, goOnAt, newRunId, type Place } from "./runs";
import { play } from "./transport";
import { send } from "./worker";

/** A prior's steps are dearer than an autoencoder's, and it is learned by fewer of them. */
const OF_PRIOR = { batch: 64, learningRate: 0.002 };

const get = useStore.getState;
const set = useStore.setState;

/** The stage that waits. */
let waiting: Place | undefined;
let entering = false;

/** From here on the prior follows by itself where that is wanted. */
export function watchStages(): void {
  useStore.subscribe(({ run, parked, goOnAfter, wantsPlay }, { run: before }) => {
    if (!parked) waiting = undefined;
    if (run === before || !wantsPlay || goOnAfter === undefined) return;
    const { model, stage } = run.experiment;
    if (model === "vqVae" && stage === "autoencoder" && run.step >= goOnAfter) void enterStage("prior");
  });
}

/**
 * Goes to a stage; the run of the other one waits, and is gone on with later. The prior goes on with the codes that it began with,
 * though the autoencoder may have learned on: `encodeAnew` begins another.
 */
export async function enterStage(stage: Stage): Promise<void> {
  if (entering || get().run.experiment.stage === stage) return;
  entering = true;
  try {
    const { wantsPlay } = get();
    send({ type: "pause" });
    const place = await currentPlace();
    if (!place) return wantsPlay ? send({ type: "play" }) : undefined;
    const next = waiting ?? priorOf(place.run.experiment, place.now);
    waiting = place;
    set({
      parked: { ...place.run, step: place.now.step },
      codecStep: (stage === "prior" ? next : place).codec?.step,
      goOnAfter: undefined,
    });
    goOnAt(next);
    if (wantsPlay) play();
  } finally {
    entering = false;
  }
}

/** Begins the prior anew, on the codes that the autoencoder makes of the data now. */
export async function encodeAnew(): Promise<void> {
  const { run } = get();
  if (run.experiment.stage === "autoencoder") {
    waiting = undefined;
    return enterStage("prior");
  }
  const now = waiting?.timeline.latest;
  if (!now) return;
  set({ codecStep: now.step });
  goOnAt(priorOf(run.experiment, now));
}

/** Whether, and after how many steps, the prior follows by itself. */
export function goOnAfter(steps: number | undefined): void {
  set({ goOnAfter: steps });
}

/** A prior to begin with, on the codes of an autoencoder. */
function priorOf(experiment: Experiment, codec: Checkpoint): Place {
  const own = experiment.stage === "prior" ? experiment : { ...experiment, ...OF_PRIOR, stage: "prior" as const };
  return { run: newRun(newRunId(), own), timeline: new Timeline(), codec };
}

/** Whether the autoencoder is no longer the one whose codes the prior learns. */
export function isStale({ run, parked, codecStep }: Pick<State, "run" | "parked" | "codecStep">): boolean {
  if (codecStep === undefined || !parked) return false;
  const autoencoder = run.experiment.stage === "prior" ? parked : run;
  return autoencoder.step !== codecStep;
}
