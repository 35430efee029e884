/** What is trained on: a data set of the picker, a drawn cloud, the person's own. */
import type { DrawnCloud } from "../../engine/data/points/drawn";
import type { AnySummary } from "../../engine/data/samples";
import { DEFAULT_EXPERIMENT, type Experiment, fitted, hasPoints, sameData } from "../../engine/experiment";
import { QueryRefused } from "../../workers/client";
import { rememberDrawn } from "../memory";
import type { Run } from "../run";
import { type DataChoice, useStore } from "../store";
import { setExperiment } from "./experiments";
import { notify, withdraw } from "./notices";
import { keepOwn } from "./runs";
import { ask, datasetsFolder } from "./worker";

const get = useStore.getState;
const set = useStore.setState;

let prepareAbort: AbortController | undefined;

/** An experiment on files, or on a drawing, that is not here runs on what is, and says so. */
export function withData(experiment: Experiment): Experiment {
  if (hasPoints(experiment.dataset) && experiment.shape === "drawn" && !get().drawn) {
    notify({ kind: "drawing-missing" });
    return { ...experiment, shape: DEFAULT_EXPERIMENT.shape };
  }
  if (experiment.dataset !== "own" || get().own) return experiment;
  notify({ kind: "files-missing" });
  return { ...experiment, dataset: DEFAULT_EXPERIMENT.dataset };
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
    const question = { dataset, size, shape, noise, drawn, datasets: datasetsFolder() };
    await ask("prepare", question, { onProgress, signal: abort.signal });
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
  rememberDrawn(drawn);
  withdraw("drawing-missing");
  setExperiment({ shape: "drawn" });
}

export function cancelData(): void {
  prepareAbort?.abort();
}

/** Ten pictures of a data set of the registry, side by side. */
export const previewUrl = (dataset: string): string => `${datasetsFolder()}${dataset}/preview.png`;

/** Trains on the data set that the worker now has as `own`. */
export function useOwn(summary: AnySummary, bringBack: () => Promise<unknown>): void {
  keepOwn(bringBack);
  const isOwn = ({ run }: { run: Run }) => run.experiment.dataset === "own";
  const otherFiles = isOwn(get());
  set({ own: summary, probing: { source: { index: 0 } } });
  withdraw("import", "files-missing");
  setExperiment({ dataset: "own" });
  // Of the same name, but of other samples: there is no way back to them, and their curves do not compare.
  const { earlier } = get();
  const left = otherFiles ? earlier.filter((run) => !isOwn(run)) : earlier;
  set({ earlier: left });
  notify({ kind: "imported", summary, gone: earlier.length - left.length });
}
