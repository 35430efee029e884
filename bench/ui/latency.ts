import { quantile, round } from "../lib/statistics";
import type { Phase, Workout } from "./workout";

/** From each move of the hand in a phase to the first frame whose image knows of that move. */
export function latency({ moves, paintings, phases }: Workout, phase: string) {
  const { from, to } = phases.find(({ name }) => name === phase) as Phase;
  const made = moves.filter(({ at }) => from <= at && at < to);
  const times = made.map(({ at, firstQuery }) => {
    const painting = paintings.find(({ query }) => query >= firstQuery);
    return painting ? painting.at - at : Number.POSITIVE_INFINITY;
  });
  const shown = paintings.filter(({ at }) => from <= at && at < to);
  return {
    moves: made.length,
    p50: round(quantile(times, 0.5)),
    p95: round(quantile(times, 0.95)),
    max: round(Math.max(...times)),
    images: shown.length,
    distinctImages: new Set(shown.map(({ hash }) => hash)).size,
  };
}
