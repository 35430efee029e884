import type { Checkpoint } from "../engine/training/checkpoint";
import { hasLived, type Run } from "./run";
import { type EarlierRun, type Given, useStore } from "./store";

/** Runs that are listed beside the current one. */
const MOST = 6;
/** What the places where they stopped may take in all, in bytes. */
const MOST_BYTES = 64 * 2 ** 20;

/** The list with one more run at its head, if it has lived at all. The oldest make room: first what they take, then they. */
export function withEarlier(
  earlier: readonly EarlierRun[],
  run: Run,
  last: Checkpoint | undefined,
  given?: Given,
): readonly EarlierRun[] {
  if (!hasLived(run)) return earlier;
  let room = MOST_BYTES;
  return [{ run, last, shown: true, given }, ...earlier].slice(0, MOST).map((entry) => {
    const { last: place, ...rest } = entry;
    room -= place ? place.values.reduce((size, { byteLength }) => size + byteLength, 0) : 0;
    return room >= 0 ? entry : rest;
  });
}

/** Draws the curve of an earlier run, or leaves it out. */
export function showRun(id: number, shown: boolean): void {
  useStore.setState(({ earlier }) => ({
    earlier: earlier.map((entry) => (entry.run.id === id ? { ...entry, shown } : entry)),
  }));
}

/** Calls a run, the current one or an earlier one, by a name; by what it changed where the name is empty. */
export function nameRun(id: number, name: string): void {
  const named = (run: Run): Run => {
    const { name: _, ...rest } = run;
    if (run.id !== id) return run;
    return name ? { ...rest, name } : rest;
  };
  useStore.setState(({ run, earlier }) => ({
    run: named(run),
    earlier: earlier.map((entry) => ({ ...entry, run: named(entry.run) })),
  }));
}

export function forgetRun(id: number): void {
  useStore.setState(({ earlier }) => ({ earlier: earlier.filter((entry) => entry.run.id !== id) }));
}
