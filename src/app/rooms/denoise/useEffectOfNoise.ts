import { useCallback } from "react";
import type { Spoiling } from "../../../engine/training/shown";
import type { Queries } from "../../../workers/protocol";
import type { Run } from "../../run";
import { useLiveAnswer } from "../useLiveAnswer";

export type Effect = Queries["noiseEffect"]["answer"];

/** What noise does to held-out samples, by the model of a run: measured anew when that is evaluated, or the noise is another. */
export function useEffectOfNoise(run: Run | undefined, { corruption, strength, draw }: Spoiling): Effect | undefined {
  const id = run?.info && run.id;
  const question = useCallback(
    () => ({ noise: { corruption, strength, draw }, run: id as number }),
    [corruption, strength, draw, id],
  );
  return useLiveAnswer("noiseEffect", id === undefined ? undefined : question, run?.evaluation).answer;
}
