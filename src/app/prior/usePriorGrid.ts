import { useMemo } from "react";
import { useStore } from "../store";
import { type PriorGrid, priorGrid } from "./grid";

/** What the current run's prior is over, once the run is known. */
export function usePriorGrid(): PriorGrid | undefined {
  const { experiment, info } = useStore((state) => state.run);
  return useMemo(() => priorGrid(experiment, info), [experiment, info]);
}
