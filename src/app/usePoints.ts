import { isPointSummary } from "../engine/data/samples";
import { hasPoints } from "../engine/experiment";
import { type State, useStore } from "./store";

/** Whether the run's samples are points rather than images; a person's own files may hold either. */
export const isOfPoints = ({ run: { experiment }, own }: Pick<State, "run" | "own">): boolean =>
  experiment.dataset === "own" ? isPointSummary(own) : hasPoints(experiment.dataset);

export const usePoints = (): boolean => useStore(isOfPoints);
