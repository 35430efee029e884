import type { Latents } from "../../../engine/training/evaluate";

/** Two coordinates of every latent, ready to draw. */
export interface PlanePoints {
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** Standard deviations, where the model has a posterior. */
  readonly sigmaX?: Float32Array;
  readonly sigmaY?: Float32Array;
}

export const NO_POINTS: PlanePoints = { xs: new Float32Array(), ys: new Float32Array() };

/** With one dimension there is no second axis: each class gets a line of its own, one unit in all from first to last. */
const LINES = 4;

export function planePoints(
  { dimensions, mu, logVar }: Latents,
  [across, up]: readonly [number, number],
  labels: Uint16Array | undefined,
): PlanePoints {
  const count = mu.length / dimensions;
  const column = (values: Float32Array, d: number) =>
    Float32Array.from({ length: count }, (_, i) => values[i * dimensions + d] as number);
  const sigma = (d: number) => logVar && column(logVar, d).map((value) => Math.exp(0.5 * value));
  const sigmaX = sigma(across);
  if (dimensions === 1) {
    const classes = labels ? labels.reduce((most, label) => Math.max(most, label), 0) + 1 : 1;
    const line = (i: number) => (labels && classes > 1 ? ((labels[i] as number) / (classes - 1) - 0.5) * -LINES : 0);
    const ys = Float32Array.from({ length: count }, (_, i) => line(i));
    return { xs: column(mu, 0), ys, ...(sigmaX && { sigmaX, sigmaY: new Float32Array(count) }) };
  }
  const sigmaY = sigma(up);
  return { xs: column(mu, across), ys: column(mu, up), ...(sigmaX && sigmaY && { sigmaX, sigmaY }) };
}

/** Mean position of each class. */
export function classCentres({ xs, ys }: PlanePoints, labels: Uint16Array | undefined) {
  if (!labels) return [];
  const sums = new Map<number, { label: number; x: number; y: number; count: number }>();
  for (let i = 0; i < xs.length; i++) {
    const label = labels[i] as number;
    const sum = sums.get(label) ?? { label, x: 0, y: 0, count: 0 };
    sum.x += xs[i] as number;
    sum.y += ys[i] as number;
    sum.count++;
    sums.set(label, sum);
  }
  return [...sums.values()]
    .map(({ label, x, y, count }) => ({ label, x: x / count, y: y / count, count }))
    .sort((a, b) => a.label - b.label);
}
