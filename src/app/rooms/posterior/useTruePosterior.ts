import { useCallback } from "react";
import { useStore } from "../../store";
import { useLiveAnswer } from "../useLiveAnswer";

/** The true posterior of the followed sample, kept up with the model as it learns. */
export function useTruePosterior(axes: readonly [number, number], wanted: boolean) {
  const source = useStore(({ probing }) => probing.source);
  const run = useStore(({ run }) => run.id);
  const ready = useStore(({ run }) => run.info !== undefined);
  const evaluation = useStore(({ run }) => run.evaluation);
  const ask = useCallback(() => ({ source, axes }), [source, axes, run]);
  return useLiveAnswer("truePosterior", wanted && ready ? ask : undefined, evaluation);
}

export type TruePosterior = ReturnType<typeof useTruePosterior>;
