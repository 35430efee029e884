import type { Checkpoint } from "../engine/training/checkpoint";

/** What the snapshots of a run may take in all, in bytes, and how many there may be: marks on a scrubber. */
const MOST_BYTES = 96 * 2 ** 20;
const MOST = 40;

/**
 * Snapshots of a run in bounded memory: the first, the latest, and between them as many as there is room for, each about as
 * much further than the one before. Most of what there is to see happens in the first steps.
 */
export class Timeline {
  private snapshots: readonly Checkpoint[] = [];

  /** Steps of the snapshots, rising. */
  get steps(): readonly number[] {
    return this.snapshots.map(({ step }) => step);
  }

  get latest(): Checkpoint | undefined {
    return this.snapshots.at(-1);
  }

  at(step: number): Checkpoint | undefined {
    return this.snapshots.find((snapshot) => snapshot.step === step);
  }

  add(snapshot: Checkpoint): void {
    const all = [...this.snapshots.filter(({ step }) => step < snapshot.step), snapshot];
    while (all.length > 2 && (all.length > MOST || bytes(all) > MOST_BYTES)) all.splice(leastMissed(all), 1);
    this.snapshots = all;
  }

  /** A timeline that has come this far; the snapshots are shared. */
  upTo(step: number): Timeline {
    const copy = new Timeline();
    copy.snapshots = this.snapshots.filter((snapshot) => snapshot.step <= step);
    return copy;
  }
}

/**
 * Where a scrubber stands among these steps: at what is looked at, or at the end. With nowhere to go it is at the end of a run
 * that has learned, and at the beginning of one that has not.
 *
 * @param travelled the snapshot that is looked at; it may have been given up since
 */
export function placeAmong(
  steps: readonly number[],
  travelled: number | undefined,
  step: number,
): { readonly at: number; readonly end: number } {
  const last = steps.length - 1;
  if (last < 1) return { at: step > 0 ? 1 : 0, end: 1 };
  const at = travelled === undefined ? last : steps.filter((other) => other <= travelled).length - 1;
  return { at: Math.max(0, at), end: last };
}

const bytes = (snapshots: readonly Checkpoint[]) =>
  snapshots.reduce((sum, { values }) => sum + values.reduce((size, { byteLength }) => size + byteLength, 0), 0);

/** The one between the first and the latest without which its neighbours are the least far apart, on a scale of ratios. */
function leastMissed(snapshots: readonly Checkpoint[]): number {
  const gap = (i: number) => {
    const [before, after] = [snapshots[i - 1], snapshots[i + 1]] as [Checkpoint, Checkpoint];
    return (after.step + 1) / (before.step + 1);
  };
  let least = 1;
  for (let i = 2; i < snapshots.length - 1; i++) if (gap(i) < gap(least)) least = i;
  return least;
}
