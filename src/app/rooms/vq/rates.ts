import type { Rate } from "../../../components/charts/codes/RateChart";
import { codesLearn } from "../../../engine/experiment";
import { bitsOf, psnrOf } from "../../codes/bits";
import type { Run } from "../../run";
import { runColour } from "../../runColour";

export interface RunRate extends Rate {
  readonly grid: string;
  readonly perplexity: number;
}

/** What the runs of a VQ-VAE on the same data are worth, at their last evaluations; the first is the current one. */
export function ratesOf(runs: readonly Run[]): RunRate[] {
  return runs.flatMap(({ id, experiment, info, evaluation, codeUsage }, i) => {
    if (!info || evaluation?.mse === undefined || !codeUsage) return [];
    const { height, width } = info.code;
    return [
      {
        id,
        name: `K = ${experiment.codes}${codesLearn(experiment) ? "" : ", FSQ"}`,
        bits: bitsOf(info, experiment.codes).coded,
        psnr: psnrOf(evaluation.mse),
        colour: i === 0 ? "var(--ek)" : runColour(id),
        current: i === 0,
        grid: `${height} × ${width}`,
        perplexity: codeUsage.perplexity,
      },
    ];
  });
}
