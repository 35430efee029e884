import { useMemo } from "react";
import { useStore } from "../store";
import { type Health, healthOf } from "./health";
import { useLooked } from "./looked";

/** How the run's codebook does: how many of its codes count as dead, and how many are in use. */
export function useHealth(): { readonly health: Health; readonly dead: number; readonly used: number } {
  const usage = useStore(({ run }) => run.codeUsage);
  const step = useStore(({ run }) => run.evaluation?.step ?? 0);
  const codebook = useLooked((state) => state.codebook);
  return useMemo(
    () => ({
      health: healthOf(usage, step, codebook),
      dead: codebook?.dead.filter(Boolean).length ?? 0,
      used: usage?.used ?? 0,
    }),
    [usage, step, codebook],
  );
}
