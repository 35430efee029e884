import { useCallback } from "react";
import type { Spoiling } from "../../../engine/training/shown";
import type { Queries } from "../../../workers/protocol";
import { useStore } from "../../store";
import { useLiveAnswer } from "../useLiveAnswer";

export type Followed = Queries["denoised"]["answer"]["followed"];

/** The strip and the followed image, spoilt and rebuilt, kept up with the model and the hand. */
export function useDenoised({ corruption, strength, draw }: Spoiling) {
  const source = useStore(({ probing }) => probing.source);
  const run = useStore((state) => state.run.id);
  const ready = useStore((state) => state.run.info !== undefined);
  const step = useStore((state) => state.run.step);
  const question = useCallback(
    () => ({ noise: { corruption, strength, draw }, source }),
    [corruption, strength, source, draw, run],
  );
  return useLiveAnswer("denoised", ready ? question : undefined, step).answer;
}
