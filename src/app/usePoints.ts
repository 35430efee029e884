import { isPointSummary } from "../engine/data/samples";
import { hasPoints } from "../engine/experiment";
import { useStore } from "./store";

/** Whether the run's samples are points rather than images; a person's own files may hold either. */
export function usePoints(): boolean {
  return useStore(({ run: { experiment }, own }) =>
    experiment.dataset === "own" ? isPointSummary(own) : hasPoints(experiment.dataset),
  );
}
