/** How far what a decoder gives lies from the data, and whether its nearest data are of one kind. */
import {
  add,
  matMul,
  min,
  mul,
  relu,
  sqrt,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";

/** Data to compare with: no more samples than this, and no more numbers in all. */
const MOST_SAMPLES = 2_000;
const MOST_NUMBERS = 8e6;
/** How many of the nearest data vote on what a sample is. */
const VOTERS = 10;

/** Some of the data, evenly taken, that samples are compared with. Holds tensors until disposed. */
export class NearestData {
  readonly count: number;
  private readonly labels: Uint16Array | undefined;
  private readonly data: Tensor2D; // [N, P]

  constructor(samples: Samples) {
    const size = sampleSize(samples);
    this.count = Math.min(samples.count, MOST_SAMPLES, Math.max(1, Math.floor(MOST_NUMBERS / size)));
    const indices = Uint32Array.from({ length: this.count }, (_, i) => Math.floor((i * samples.count) / this.count));
    const { labels } = samples;
    this.labels = labels && Uint16Array.from(indices, (i) => labels[i] as number);
    this.data = tensor2d(gatherSamples(samples, indices), [this.count, size]);
  }

  /** The Euclidean distance of each row of x [B, P] to the nearest of the data, [B]. */
  distances(x: Tensor2D): Tensor1D {
    return distancesToNearest(x, this.data);
  }

  /**
   * Looks at the nearest data of each row of x [B, P].
   * @returns their mean distance, and the mean share of the 10 nearest that are of one class: the confidence of a
   *   nearest-neighbour classifier, in [1/10, 1]; without labels there is none
   */
  async look(x: Tensor2D): Promise<{ distance: number; confidence?: number }> {
    const [rows] = x.shape;
    const squared = squaredDistances(x, this.data);
    const values = await squared.data();
    squared.dispose();
    const sums = { distance: 0, confidence: 0 };
    for (let row = 0; row < rows; row++) {
      const nearest = nearestOf(values.subarray(row * this.count, (row + 1) * this.count), VOTERS);
      sums.distance += Math.sqrt(values[row * this.count + (nearest[0] as number)] as number);
      const { labels } = this;
      if (labels) sums.confidence += shareOfWinner(nearest.map((i) => labels[i] as number));
    }
    return { distance: sums.distance / rows, ...(this.labels && { confidence: sums.confidence / rows }) };
  }

  dispose(): void {
    this.data.dispose();
  }
}

/** The Euclidean distance of each row of a [B, P] to the nearest row of b [N, P], [B]. */
export const distancesToNearest = (a: Tensor2D, b: Tensor2D): Tensor1D =>
  tidy(() => sqrt(min<Tensor1D>(squaredDistances(a, b), 1)));

/** ‖a − b‖² = ‖a‖² + ‖b‖² − 2 a·b of every row of a [B, P] and of b [N, P], [B, N] */
const squaredDistances = (a: Tensor2D, b: Tensor2D): Tensor2D =>
  tidy(() => {
    const squares = add(sum(square(a), 1, true), sum(square(b), 1)); // [B, 1] + [N]
    return relu(sub<Tensor2D>(squares, mul(matMul(a, b, false, true), 2)));
  });

/** The indices of the smallest values, the smallest first. */
function nearestOf(values: ArrayLike<number>, most: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (best.length === most && value >= (values[best[most - 1] as number] as number)) continue;
    const place = best.findIndex((j) => value < (values[j] as number));
    best.splice(place < 0 ? best.length : place, 0, i);
    if (best.length > most) best.pop();
  }
  return best;
}

function shareOfWinner(labels: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  return Math.max(...votes.values()) / labels.length;
}
