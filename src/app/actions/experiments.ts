/** What a person changes of the experiment: at once, or in a new run. */
import { isPointSummary } from "../../engine/data/samples";
import { type Experiment, hasPoints, liveKnobs, needsNewStep } from "../../engine/experiment";
import { KNOBS, type KnobId, type LIVE_CHOICES } from "../../engine/knobs";
import { LECTURE, type LectureModel } from "../lectureModel";
import { turnedRun } from "../run";
import { useStore } from "../store";
import { writeAddressSoon } from "./address";
import { begin, makeStepAnew } from "./runs";
import { send } from "./worker";

const get = useStore.getState;
const set = useStore.setState;

/** Turns one knob: a live one acts at the next step, a structural one starts a new run. */
export function setKnob(knob: KnobId, value: number): void {
  const { run } = get();
  if (run.experiment[knob] === value) return;
  if (KNOBS[knob].kind === "structural") {
    setExperiment({ [knob]: value });
    return;
  }
  const turned = turnedRun(run, { [knob]: value });
  const { experiment } = turned;
  if (needsNewStep(run.experiment, experiment)) {
    void makeStepAnew({ [knob]: value });
    return;
  }
  set({ run: turned });
  send({ type: "setKnobs", run: run.id, knobs: liveKnobs(experiment) });
  writeAddressSoon();
}

/** Chooses another noise, another estimator, a part that stands still: the run goes on. */
export const chooseLive = (choice: Partial<Pick<Experiment, (typeof LIVE_CHOICES)[number]>>): Promise<void> =>
  makeStepAnew(choice);

/** From a VAE to a β-VAE, and back, only β changes: the run goes on. */
export function chooseModel(id: LectureModel): void {
  const { choice, ofImages } = LECTURE[id];
  const { run, own } = get();
  const { dataset, model } = run.experiment;
  const points = dataset === "own" ? isPointSummary(own) : hasPoints(dataset);
  if (choice.model !== model) setExperiment(points ? choice : { ...choice, ...ofImages });
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

export function setCarry(carry: boolean): void {
  set({ carry });
}

export function newSeed(): void {
  setExperiment({ seed: crypto.getRandomValues(new Uint16Array(1))[0] as number });
}
