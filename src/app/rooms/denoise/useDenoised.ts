import type { Spoiling } from "../../../engine/training/shown";
import type { Queries } from "../../../workers/protocol";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";

export type Followed = Queries["denoised"]["answer"]["followed"];

/** The strip and the followed image, spoilt and rebuilt, kept up with the model and the hand. */
export function useDenoised({ corruption, strength, draw }: Spoiling) {
  const source = useStore(({ probing }) => probing.source);
  const ready = useStore((state) => state.run.info !== undefined);
  const step = useStore((state) => state.run.step);
  return useAnswer(
    ready
      ? {
          key: [corruption, strength, draw, source],
          version: step,
          ask: (options) => ask("denoised", { noise: { corruption, strength, draw }, source }, options),
        }
      : undefined,
  ).answer;
}
