/** The part of a line that is kept, in pixels that need not be whole. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** For each pixel of the new line, which old ones it is made of: `first`, then `weights` that sum to 1. */
interface Tap {
  readonly first: number;
  readonly weights: Float32Array;
}

/**
 * Where the pixels of a line come from when `span` of `length` old pixels becomes `size` new ones: the average of the
 * area that each covers where the line shrinks or stays, between the two nearest centres (linear) where it grows.
 */
export function tapsOf(length: number, { from, to }: Span, size: number): readonly Tap[] {
  const scale = (to - from) / size;
  return Array.from({ length: size }, (_, i) =>
    scale >= 1
      ? areaTap(from + i * scale, from + (i + 1) * scale, length)
      : linearTap(from + (i + 0.5) * scale - 0.5, length),
  );
}

function areaTap(start: number, end: number, length: number): Tap {
  const first = Math.min(Math.floor(start), length - 1);
  const last = Math.min(Math.max(Math.ceil(end - 1e-6), first + 1), length);
  const covered = Float32Array.from({ length: last - first }, (_, i) =>
    Math.max(Math.min(end, first + i + 1) - Math.max(start, first + i), 0),
  );
  const sum = covered.reduce((total, part) => total + part, 0);
  return { first, weights: sum > 0 ? covered.map((part) => part / sum) : Float32Array.of(1) };
}

function linearTap(centre: number, length: number): Tap {
  const at = Math.min(Math.max(centre, 0), length - 1);
  const first = Math.min(Math.floor(at), Math.max(length - 2, 0));
  return length === 1
    ? { first: 0, weights: Float32Array.of(1) }
    : { first, weights: Float32Array.of(1 - (at - first), at - first) };
}

/**
 * An image of `columns` × `rows` new pixels with `channels` values each, bytes 0 … 255, out of old rows that
 * `rowOf(y)` gives one at a time as numbers, channels side by side.
 */
export function resample(
  rowOf: (y: number) => ArrayLike<number>,
  columns: readonly Tap[],
  rows: readonly Tap[],
  channels: number,
): Uint8ClampedArray<ArrayBuffer> {
  const width = columns.length * channels;
  const out = new Uint8ClampedArray(rows.length * width);
  const sum = new Float32Array(width);
  let narrowed = new Float32Array(width);
  let narrowedRow = -1;
  for (const [y, { first, weights }] of rows.entries()) {
    sum.fill(0);
    for (const [i, weight] of weights.entries()) {
      if (narrowedRow !== first + i) {
        narrowed = narrow(rowOf(first + i), columns, channels, narrowed);
        narrowedRow = first + i;
      }
      for (let x = 0; x < width; x++) sum[x] = (sum[x] as number) + weight * (narrowed[x] as number);
    }
    out.set(sum, y * width); // rounds
  }
  return out;
}

function narrow(
  row: ArrayLike<number>,
  columns: readonly Tap[],
  channels: number,
  out: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  for (let x = 0; x < columns.length; x++) {
    const { first, weights } = columns[x] as Tap;
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) {
        sum += (weights[i] as number) * (row[(first + i) * channels + channel] as number);
      }
      out[x * channels + channel] = sum;
    }
  }
  return out;
}
