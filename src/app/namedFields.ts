import { differences, type Experiment, isRelevant } from "../engine/experiment";
import type { Run } from "./run";

/**
 * The fields that the name of a run tells: what it changed from the run before it and means something to its own model; the
 * model alone where there was no run before. Nothing for the same once more.
 */
export function namedFields({ experiment, after }: Pick<Run, "experiment" | "after">): (keyof Experiment)[] {
  if (!after) return ["model"];
  const changed = differences(after, experiment);
  const own = changed.filter((key) => isRelevant(key, experiment));
  return own.length > 0 ? own : changed;
}
