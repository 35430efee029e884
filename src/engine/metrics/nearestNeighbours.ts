import { inChunks, type Pace } from "./chunks";
import { checkLabels, countRows, type Features, squaredDistance } from "./features";

export interface Labelled extends Features {
  readonly labels: ArrayLike<number>; // [count], integers in [0, classes)
}

/**
 * Classifies each row by the vote of its k nearest neighbours (Cover & Hart 1967), Euclidean, all votes equal.
 * Where votes are equal the smaller label wins, where distances are, the earlier row.
 *
 * @returns a label for each row of `features`; undefined when given up
 * @throws RangeError where k is not in [1, neighbours], or dimensions differ, or a value is not finite
 */
export async function classifyByNeighbours(
  neighbours: Labelled,
  features: Features,
  k: number,
  classes: number,
  { breathe, progress }: Pace,
): Promise<Uint32Array | undefined> {
  const { dimensions } = features;
  const known = countRows(neighbours);
  const rows = countRows(features);
  checkLabels(neighbours.labels, known, classes);
  if (neighbours.dimensions !== dimensions)
    throw new RangeError(`Neighbours have ${neighbours.dimensions} dimensions, the rows to classify ${dimensions}.`);
  if (!Number.isInteger(k) || k < 1 || k > known)
    throw new RangeError(`There are ${known} neighbours to ask, so k cannot be ${k}.`);
  const predicted = new Uint32Array(rows);
  const nearest = new Uint32Array(k); // sorted by distance
  const distances = new Float64Array(k);
  const finished = await inChunks(rows, known * dimensions, breathe, (start, end) => {
    for (let i = start; i < end; i++) {
      distances.fill(Number.POSITIVE_INFINITY);
      for (let j = 0; j < known; j++) {
        const distance = squaredDistance(features.values, i, neighbours.values, j, dimensions);
        if (distance >= (distances[k - 1] as number)) continue;
        let place = k - 1;
        for (; place > 0 && (distances[place - 1] as number) > distance; place--) {
          distances[place] = distances[place - 1] as number;
          nearest[place] = nearest[place - 1] as number;
        }
        distances[place] = distance;
        nearest[place] = j;
      }
      const votes = new Uint32Array(classes);
      for (const j of nearest) {
        const label = neighbours.labels[j] as number;
        votes[label] = (votes[label] as number) + 1;
      }
      predicted[i] = votes.indexOf(Math.max(...votes));
    }
    progress?.(end / rows);
  });
  return finished ? predicted : undefined;
}
