import type { Spoiling } from "../../../engine/training/shown";
import type { Queries } from "../../../workers/protocol";
import { ask } from "../../actions/worker";
import type { Run } from "../../run";
import { useAnswer } from "../useAnswer";

export type Effect = Queries["noiseEffect"]["answer"];

/** What noise does to held-out samples, by the model of a run: measured anew when that is evaluated, or the noise is another. */
export function useEffectOfNoise(run: Run | undefined, { corruption, strength, draw }: Spoiling): Effect | undefined {
  const id = run?.info && run.id;
  return useAnswer(
    id === undefined
      ? undefined
      : {
          run: id,
          key: [corruption, strength, draw],
          version: run?.evaluation,
          ask: (options) => ask("noiseEffect", { noise: { corruption, strength, draw }, run: id }, options),
        },
  ).answer;
}
