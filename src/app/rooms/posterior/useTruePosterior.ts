import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";

/** The true posterior of the followed sample, kept up with the model as it learns. */
export function useTruePosterior(axes: readonly [number, number], wanted: boolean) {
  const source = useStore(({ probing }) => probing.source);
  const ready = useStore(({ run }) => run.info !== undefined);
  const evaluation = useStore(({ run }) => run.evaluation);
  return useAnswer(
    wanted && ready
      ? {
          key: [source, ...axes],
          version: evaluation,
          ask: (options) => ask("truePosterior", { source, axes }, options),
        }
      : undefined,
  );
}

export type TruePosterior = ReturnType<typeof useTruePosterior>;
