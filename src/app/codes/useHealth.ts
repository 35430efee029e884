import { useMemo } from "react";
import { useStore } from "../store";
import { type Health, healthOf } from "./health";
import { useLooked } from "./looked";

/** How the run's codebook does: how many of its codes count as dead, and how many are in use. */
export function useHealth(): { readonly health: Health; readonly dead: number; readonly used: number } {
  const usage = useStore(({ run }) => run.codeUsage);
  const step = useStore(({ run }) => run.evaluation?.step ?? 0);
  const flags = useLooked((state) => state.codebook?.dead);
  return useMemo(() => {
    const dead = flags?.filter(Boolean).length ?? 0;
    return { health: healthOf(usage, step, dead), dead, used: usage?.used ?? 0 };
  }, [usage, step, flags]);
}
