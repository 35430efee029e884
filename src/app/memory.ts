/** What the browser remembers between visits; nothing where it may not (private mode, blocked storage). */
import * as v from "valibot";
import { BACKENDS } from "../engine/backends/backend";
import type { Remembered } from "../engine/backends/choose";
import type { DrawnCloud } from "../engine/data/points/drawn";

const PREFIX = "latent-playground.";

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Then it holds for this visit.
  }
}

const fastest = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ backend: v.picklist(BACKENDS), ms: v.pipe(v.number(), v.gtValue(0)) }),
);

/** The backend that was the fastest when it was measured here; nothing if what is stored is not that. */
export function recallFastest(): Remembered | undefined {
  const stored = v.safeParse(fastest, recall("fastest"));
  return stored.success ? stored.output : undefined;
}

export function rememberFastest({ backend, ms }: Remembered): void {
  remember("fastest", JSON.stringify({ backend, ms }));
}

const coordinate = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const drawn = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    positions: v.array(coordinate),
    strokes: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff))), v.nonEmpty()),
  }),
  v.check(({ positions, strokes }) => positions.length === 2 * strokes.length),
);

/** The cloud of points that was drawn last in this browser; nothing if what is stored is not one. */
export function recallDrawn(): DrawnCloud | undefined {
  const stored = v.safeParse(drawn, recall("drawn"));
  if (!stored.success) return undefined;
  const { positions, strokes } = stored.output;
  return { positions: Float32Array.from(positions), strokes: Uint16Array.from(strokes) };
}

export function rememberDrawn({ positions, strokes }: DrawnCloud): void {
  const rounded = Array.from(positions, (value) => Number(value.toFixed(4)));
  remember("drawn", JSON.stringify({ positions: rounded, strokes: Array.from(strokes) }));
}
