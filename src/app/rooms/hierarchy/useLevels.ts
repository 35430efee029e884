import type { LevelsOfSample } from "../../../workers/rooms/hierarchy";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";

/** The followed sample, level by level, kept up with the model. */
export function useLevels(): LevelsOfSample | undefined {
  const source = useStore(({ probing }) => probing.source);
  const info = useStore(({ run }) => run.info);
  const step = useStore(({ run }) => run.evaluation?.step);
  return useAnswer(info && { key: [source], version: step, ask: (options) => ask("levelsOf", { source }, options) })
    .said?.answer;
}
