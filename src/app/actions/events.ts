/** What the worker tells of the current run, and how the page comes back from what can die. */
import type { BackendId, BackendReport } from "../../engine/backends/backend";
import { DEFAULT_EXPERIMENT, type Experiment, hasLikelihood, notLeftOut } from "../../engine/experiment";
import type { RunEvent } from "../../workers/client";
import { rememberFastest } from "../memory";
import { reduceRun } from "../run";
import { useStore } from "../store";
import { whenPainted } from "../whenPainted";
import { setExperiment } from "./experiments";
import { notify, withdraw } from "./notices";
import { followOn } from "./probing";
import { keepSnapshot, resume, startAnew } from "./runs";
import { play } from "./transport";
import { ask, hearOfRuns, send, stopWorker, whenWorkerDies } from "./worker";

/** A worker that dies this often within a minute will not be saved by another one. */
const MOST_DEATHS = 3;
/** Where a run that blew up goes on: a tenth of its learning rate, and never more than this. */
const SAFE_LEARNING_RATE = 0.001;

const get = useStore.getState;
const set = useStore.setState;

let deaths: number[] = [];
/** The backend that was wanted in vain, once that has been said. */
let missed: BackendId | undefined;

/** From here on the page hears of its runs. */
export function listen(): void {
  hearOfRuns(receive);
  whenWorkerDies((detail) => recover("worker", detail));
}

function receive(event: RunEvent): void {
  const run = reduceRun(get().run, event);
  if (run === get().run && event.type !== "checkpoint") return;
  set({ run });
  switch (event.type) {
    case "ready":
      send({ type: "setSpeed", stepsPerSecond: get().speed });
      send({ type: "drawNoise", draw: get().noiseDraw });
      if (get().wantsPlay) send({ type: "play" });
      askPcaError();
      tellFallback(event.info.backend);
      keepFastest(event.info.backend);
      return;
    case "frame":
      followOn();
      whenPainted(() => send({ type: "painted", run: run.id }));
      return;
    case "checkpoint":
      if (event.run !== run.id) return;
      keepSnapshot(event.checkpoint);
      return;
    case "failed":
      if (event.failure.kind === "device-lost") {
        stopWorker();
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

function askPcaError(): void {
  const { id, experiment } = get().run;
  if (hasLikelihood(experiment.model) || experiment.network !== "linear") return;
  ask("pca", {}).then(
    ({ mse }) => get().run.id === id && set({ pcaError: mse }),
    () => {}, // the run it was asked of has gone
  );
}
