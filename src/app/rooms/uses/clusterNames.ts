/** Clusters have no names of their own: each takes the colour of the class it has most of, so that both pictures compare. */
import type { Contingency } from "../../../engine/metrics/contingency";

/**
 * For each cluster the number of its colour and mark, no two the same: that of a class, in the order of how many samples
 * a cluster and a class have in common; for clusters beyond the classes the numbers that follow.
 *
 * @param table clusters × classes
 */
export function coloursOf({ rows: clusters, columns: classes, counts }: Contingency): Uint16Array {
  const colours = new Array<number | undefined>(clusters);
  const cells = Array.from(counts.keys()).sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const taken = new Set<number>();
  for (const cell of cells) {
    const [cluster, label] = [Math.floor(cell / classes), cell % classes];
    if (colours[cluster] !== undefined || taken.has(label)) continue;
    colours[cluster] = label;
    taken.add(label);
  }
  let next = classes;
  return Uint16Array.from(colours, (colour) => colour ?? next++);
}

/** A, B, … Z, AA, AB, …: the name of the cluster at this place. */
export function letters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
