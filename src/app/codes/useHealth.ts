import { useMemo } from "react";
import { useStore } from "../store";
import { type Health, healthOf } from "./health";
import { useLooked } from "./looked";

/** How the run's codebook does, and how many of its codes count as dead. */
export function useHealth(): { readonly health: Health; readonly dead: number } {
  const usage = useStore(({ run }) => run.codeUsage);
  const step = useStore(({ run }) => run.evaluation?.step ?? 0);
  const flags = useLooked((state) => state.codebook?.dead);
  return useMemo(() => {
    const dead = flags?.filter(Boolean).length ?? 0;
    return { health: healthOf(usage, step, dead), dead };
  }, [usage, step, flags]);
}
