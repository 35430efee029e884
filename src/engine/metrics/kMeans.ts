import { key, Stream, uniform } from "../random";
import { inChunks, type Pace } from "./chunks";
import { countRows, type Features, squaredDistance } from "./features";

const MOST_ITERATIONS = 300;

export interface Clustering {
  readonly centres: Float64Array; // [K × D]
  readonly assignment: Uint32Array; // [N], the nearest centre of each row
  /** Sum of squared distances to the nearest centre. */
  readonly inertia: number;
}

/**
 * k-means: the best of `restarts` runs of Lloyd's algorithm (1982), each begun by k-means++ (Arthur & Vassilvitskii 2007).
 * Written here rather than taken from a library so that its chance is ours and that it can breathe.
 *
 * @returns undefined when given up
 * @throws RangeError where there are fewer rows than clusters, or a value is not finite
 */
export async function kMeans(
  features: Features,
  clusters: number,
  seed: number,
  { breathe, progress }: Pace,
  restarts = 5,
): Promise<Clustering | undefined> {
  let best: Clustering | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const centres = await plusPlus(features, clusters, key(seed, Stream.analysis, restart), breathe);
    const found = centres && (await lloyd(features, centres, breathe));
    if (!found) return undefined;
    if (!best || found.inertia < best.inertia) best = found;
    progress?.((restart + 1) / restarts);
  }
  return best;
}

/** Assigns rows to centres and moves centres to the mean of their rows until nothing changes. */
export async function lloyd(
  features: Features,
  start: Float64Array,
  breathe: Pace["breathe"],
): Promise<Clustering | undefined> {
  const { dimensions, values } = features;
  const rows = countRows(features);
  const clusters = start.length / dimensions;
  checkClusters(clusters, rows);
  const centres = start.slice();
  const assignment = new Uint32Array(rows).fill(clusters); // nobody's
  const distances = new Float64Array(rows);
  for (let iteration = 0; ; iteration++) {
    let changed = false;
    const finished = await inChunks(rows, clusters * dimensions, breathe, (first, end) => {
      for (let i = first; i < end; i++) {
        let nearest = 0;
        let least = Number.POSITIVE_INFINITY;
        for (let k = 0; k < clusters; k++) {
          const distance = squaredDistance(values, i, centres, k, dimensions);
          if (distance < least) {
            least = distance;
            nearest = k;
          }
        }
        changed ||= assignment[i] !== nearest;
        assignment[i] = nearest;
        distances[i] = least;
      }
    });
    if (!finished) return undefined;
    if (!changed || iteration === MOST_ITERATIONS)
      return { centres, assignment, inertia: distances.reduce((a, b) => a + b) };
    fillEmpty(assignment, distances, clusters);
    moveCentres(values, assignment, centres, dimensions);
  }
}

async function plusPlus(features: Features, clusters: number, streamKey: number, breathe: Pace["breathe"]) {
  const { dimensions, values } = features;
  const rows = countRows(features);
  checkClusters(clusters, rows);
  const centres = new Float64Array(clusters * dimensions);
  const distances = new Float64Array(rows).fill(1); // the first centre: each row is as likely
  for (let k = 0; k < clusters; k++) {
    const chosen = draw(distances, uniform(streamKey, k));
    centres.set(values.subarray(chosen * dimensions, (chosen + 1) * dimensions), k * dimensions);
    const finished = await inChunks(rows, dimensions, breathe, (first, end) => {
      for (let i = first; i < end; i++) {
        const distance = squaredDistance(values, i, centres, k, dimensions);
        distances[i] = k === 0 ? distance : Math.min(distances[i] as number, distance);
      }
    });
    if (!finished) return undefined;
  }
  return centres;
}

/** An index with probability proportional to its weight; the first one where all weights are 0. */
function draw(weights: Float64Array, u: number): number {
  let rest = u * weights.reduce((a, b) => a + b);
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] as number;
    if (weight === 0) continue;
    last = i;
    rest -= weight;
    if (rest < 0) break;
  }
  return last;
}

/** Gives each cluster without rows the row that is farthest from its own centre, unless all lie on theirs. */
function fillEmpty(assignment: Uint32Array, distances: Float64Array, clusters: number): void {
  const sizes = new Uint32Array(clusters);
  for (const k of assignment) sizes[k] = (sizes[k] as number) + 1;
  for (let k = 0; k < clusters; k++) {
    if (sizes[k] !== 0) continue;
    let farthest = -1;
    let most = 0;
    for (let i = 0; i < distances.length; i++) {
      if ((distances[i] as number) > most && (sizes[assignment[i] as number] as number) > 1) {
        most = distances[i] as number;
        farthest = i;
      }
    }
    if (farthest < 0) return;
    const donor = assignment[farthest] as number;
    sizes[donor] = (sizes[donor] as number) - 1;
    sizes[k] = 1;
    assignment[farthest] = k;
    distances[farthest] = 0;
  }
}

function moveCentres(
  values: Features["values"],
  assignment: Uint32Array,
  centres: Float64Array,
  dimensions: number,
): void {
  const sums = new Float64Array(centres.length);
  const sizes = new Uint32Array(centres.length / dimensions);
  assignment.forEach((k, i) => {
    sizes[k] = (sizes[k] as number) + 1;
    for (let d = 0; d < dimensions; d++)
      sums[k * dimensions + d] = (sums[k * dimensions + d] as number) + (values[i * dimensions + d] as number);
  });
  for (let c = 0; c < centres.length; c++) {
    const size = sizes[Math.floor(c / dimensions)] as number;
    if (size > 0) centres[c] = (sums[c] as number) / size;
  }
}

function checkClusters(clusters: number, rows: number): void {
  if (!Number.isInteger(clusters) || clusters < 1)
    throw new RangeError(`k-means needs at least one cluster, not ${clusters}.`);
  if (clusters > rows) throw new RangeError(`${clusters} clusters need at least as many rows: there are ${rows}.`);
}
