/**
 * A model in stages: first the autoencoder, then a prior over the codes that it makes of the data; of several grids of codes one of each,
 * the coarsest first. Each is a run of its own.
 */
import { type Experiment, hasCodes } from "../../engine/experiment";
import { levelOfStage, type Stage, stagesOf } from "../../engine/knobs";
import type { Checkpoint } from "../../engine/training/checkpoint";
import type { TrainedPrior } from "../../workers/stages";
import { newRun } from "../run";
import { type Given, type State, useStore } from "../store";
import { Timeline } from "../timeline";
import { currentPlace, goOnAt, newRunId, type Place } from "./runs";
import { play } from "./transport";
import { send } from "./worker";

/** A prior's steps are dearer than an autoencoder's, and it is learned by fewer of them. */
const FIRST_SETTINGS = { batch: 64, learningRate: 0.002 };

const get = useStore.getState;
const set = useStore.setState;

/** The stages that wait. */
const waiting = new Map<Stage, Place>();
let entering = false;

/** From here on the prior follows by itself where that is wanted. */
export function watchStages(): void {
  useStore.subscribe(({ run, parked, goOnAfter, wantsPlay }, { run: before }) => {
    if (!parked && waiting.size > 0) {
      waiting.clear();
      set({ stageSteps: {} });
    }
    if (run === before || !wantsPlay || goOnAfter === undefined) return;
    const { model, stage } = run.experiment;
    if (hasCodes(model) && stage === "autoencoder" && run.step >= goOnAfter) void enterStage("prior");
  });
}

/** Whether a stage can be gone to: a prior needs an autoencoder that has begun, and that of a lower grid the prior of the one above it. */
export function canEnter(stage: Stage, { run, stageSteps }: Pick<State, "run" | "stageSteps">): boolean {
  const above = stageAbove(stage);
  if (run.experiment.stage === "autoencoder" && !run.info && run.step === 0) return false;
  return !above || above === "autoencoder" || run.experiment.stage === above || stageSteps[above] !== undefined;
}

/**
 * Goes to a stage; the run of the one before waits, and is gone on with later. A prior goes on with the codes that it began with,
 * though the autoencoder may have learned on: `encodeAnew` begins another.
 */
export async function enterStage(stage: Stage): Promise<void> {
  if (entering || get().run.experiment.stage === stage || !canEnter(stage, get())) return;
  entering = true;
  try {
    const { wantsPlay } = get();
    send({ type: "pause" });
    const place = await currentPlace();
    if (!place) return wantsPlay ? send({ type: "play" }) : undefined;
    waiting.set(place.run.experiment.stage, place);
    const next = placeOf(stage, place);
    waiting.delete(stage);
    const autoencoder = waiting.get("autoencoder") ?? place;
    const other = stage === "autoencoder" ? place : autoencoder;
    set({
      parked: { ...other.run, step: stepOf(other) },
      stageSteps: Object.fromEntries([...waiting].map(([id, each]) => [id, stepOf(each)])),
      codecStep: (stage === "autoencoder" ? place : next).given?.codec.step,
      goOnAfter: undefined,
    });
    goOnAt(next);
    // Who goes back to the autoencoder wants to look at it: were it to learn on, its prior would speak of codes of then.
    if (stage === "autoencoder") set({ wantsPlay: false });
    else if (wantsPlay) play();
  } finally {
    entering = false;
  }
}

/** Begins the priors anew, the first of them on the codes that the autoencoder makes of the data now. */
export async function encodeAnew(): Promise<void> {
  const { run } = get();
  const first = waiting.get("prior")?.run ?? run;
  for (const stage of waiting.keys()) if (stage !== "autoencoder") waiting.delete(stage);
  if (run.experiment.stage === "autoencoder") return enterStage("prior");
  const now = waiting.get("autoencoder")?.timeline.latest;
  if (!now) return;
  set({ codecStep: now.step, stageSteps: { autoencoder: now.step } });
  goOnAt(priorOf("prior", first.experiment, { codec: now, above: [] }));
}

/** Whether, and after how many steps, the prior follows by itself. */
export function goOnAfter(steps: number | undefined): void {
  set({ goOnAfter: steps });
}

const stepOf = ({ run, timeline }: Place): number => timeline.latest?.step ?? run.step;

function stageAbove(stage: Stage): Stage | undefined {
  const before = stagesOf(levelOfStage(stage));
  return levelOfStage(stage) < 0 ? undefined : before.at(-1);
}

/** Where a stage waits, or begins; that of a lower grid with what the ones above it have come to. */
function placeOf(stage: Stage, from: Place): Place {
  const uppers = stagesOf(levelOfStage(stage)).slice(1);
  const above = uppers.flatMap((upper) => trained(waiting.get(upper)));
  const known = waiting.get(stage);
  if (known) return known.given ? { ...known, given: { ...known.given, above } } : known;
  const upper = waiting.get(uppers.at(-1) ?? "autoencoder") ?? from;
  const codec = upper.given?.codec ?? (upper.timeline.latest as Checkpoint);
  const { experiment } = from.run;
  return stage === "autoencoder" ? autoencoderOf(experiment, codec) : priorOf(stage, experiment, { codec, above });
}

function trained(place: Place | undefined): TrainedPrior[] {
  const checkpoint = place?.timeline.latest;
  return place && checkpoint ? [{ experiment: place.run.experiment, checkpoint }] : [];
}

/** The autoencoder whose codes a prior has learned: its run is gone where the prior was gone back to. */
function autoencoderOf(experiment: Experiment, codec: Checkpoint): Place {
  const timeline = new Timeline();
  timeline.add(codec);
  return { run: newRun(newRunId(), { ...experiment, stage: "autoencoder" }), timeline };
}

/** A prior to begin with. Attention is for the first, whose grid is small (Razavi et al. 2019). */
function priorOf(stage: Stage, experiment: Experiment, given: Given): Place {
  const own = experiment.stage === "autoencoder" ? { ...experiment, ...FIRST_SETTINGS } : experiment;
  const stack = levelOfStage(stage) > 0 && own.stack === "snail" ? ("gated" as const) : own.stack;
  return { run: newRun(newRunId(), { ...own, stage, stack }), timeline: new Timeline(), given };
}

/** Whether the autoencoder is no longer the one whose codes the prior learns. */
export function isStale({ run, parked, codecStep }: Pick<State, "run" | "parked" | "codecStep">): boolean {
  if (codecStep === undefined || !parked) return false;
  const autoencoder = run.experiment.stage === "autoencoder" ? run : parked;
  return autoencoder.step !== codecStep;
}
