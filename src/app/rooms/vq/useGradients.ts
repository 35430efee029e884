import { useMemo } from "react";
import type { CodeGradients } from "../../../engine/training/codeGradients";
import { ask } from "../../actions/worker";
import { useLooked } from "../../codes/looked";
import { Series } from "../../series";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";

/** [mean ‖z_e‖, mean ‖e‖] of a run, as far as anyone has looked. */
let norms: { readonly run: number; readonly series: Series } = { run: 0, series: new Series() };

export interface Gradients {
  readonly answer: CodeGradients | undefined;
  readonly norms: readonly { readonly step: number; readonly values: readonly number[] }[];
}

/** The gradients of the run's next step, and how the lengths of its vectors have gone since they were looked at. */
export function useGradients(): Gradients {
  const run = useStore((state) => state.run.id);
  const isReady = useStore((state) => state.run.info !== undefined);
  const step = useStore((state) => state.run.step);
  const changes = useLooked((state) => state.changes);
  const { answer } = useAnswer(
    isReady
      ? { key: [], version: `${step} ${changes}`, ask: (options) => ask("codeGradients", {}, options) }
      : undefined,
  );
  return useMemo(() => {
    if (norms.run !== run) norms = { run, series: new Series() };
    const { series } = norms;
    if (answer && answer.step >= (series.latest?.step ?? 0)) {
      if (answer.step === series.latest?.step) series.truncate(answer.step - 1);
      series.push(answer.step, [answer.encoderNorm, answer.codebookNorm]);
    }
    return { answer, norms: [...series.points] };
  }, [answer, run]);
}
