/** What a person changes of the experiment: at once, or in a new run. */
import { isPointSummary } from "../../engine/data/samples";
import {
  backFromPoints,
  DEFAULT_EXPERIMENT,
  type Experiment,
  hasPoints,
  liveKnobs,
  needsNewStep,
} from "../../engine/experiment";
import { KNOBS, type KnobId, type LIVE_CHOICES } from "../../engine/knobs";
import { LECTURE, type LectureModel } from "../lectureModel";
import { turnedRun } from "../run";
import { useStore } from "../store";
import { writeAddressSoon } from "./address";
import { begin, makeStepAnew } from "./runs";
import { send } from "./worker";

const get = useStore.getState;
const set = useStore.setState;

/** The last experiment about images, where the page is about points now. */
let ofImages = DEFAULT_EXPERIMENT;

function isAboutPoints({ dataset }: Experiment): boolean {
  return dataset === "own" ? isPointSummary(get().own) : hasPoints(dataset);
}

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
  const { experiment } = get().run;
  if (choice.model !== experiment.model) setExperiment(isAboutPoints(experiment) ? choice : { ...choice, ...ofImages });
  else if (choice.beta !== undefined) setKnob("beta", choice.beta);
}

/** Starts a run with something changed. A class that is left out is one of its data set: with other data, none is. */
export function setExperiment(change: Partial<Experiment>): void {
  const { carry, run } = get();
  const { experiment } = run;
  const wanted = { ...experiment, ...change };
  const fromPoints = isAboutPoints(experiment);
  if (!fromPoints) ofImages = experiment;
  const after = fromPoints && !isAboutPoints(wanted) ? { ...backFromPoints(wanted, ofImages), ...change } : wanted;
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
