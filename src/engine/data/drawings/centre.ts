/** Size and place of a drawing as in MNIST (LeCun, Bottou, Bengio & Haffner 1998, section III.A). */
import type { ImageShape } from "../dataset";
import { resample, tapsOf } from "../import/resample";

/** The share of the sheet's sides that the ink's box may fill: 20 of 28 pixels. */
const BOX = 20 / 28;

/** First and last pixel with ink, across and down. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The drawing scaled so that the box around its ink fills 20/28 of the sheet, in its proportions, and moved by whole
 * pixels so that the ink's centre of mass lies in the middle, as far as all of it stays on the sheet. Without ink, a
 * copy. Ink is what is not paper: above 0 on a grey sheet, below 255 on a coloured one.
 */
export function centreInk(sheet: Uint8Array, shape: ImageShape): Uint8Array<ArrayBuffer> {
  const { width, height, channels } = shape;
  const ink = channels === 1 ? sheet : inverse(sheet);
  const box = boxOf(ink, shape);
  if (!box) return Uint8Array.from(sheet);
  const across = box.right - box.left + 1;
  const down = box.bottom - box.top + 1;
  const scale = BOX * Math.min(width / across, height / down);
  const columns = tapsOf(width, { from: box.left, to: box.right + 1 }, Math.max(1, Math.round(scale * across)));
  const rows = tapsOf(height, { from: box.top, to: box.bottom + 1 }, Math.max(1, Math.round(scale * down)));
  const stride = width * channels;
  const scaled = resample((y) => ink.subarray(y * stride, (y + 1) * stride), columns, rows, channels);
  const middle = centreOfMass(scaled, { width: columns.length, height: rows.length, channels });
  const left = place(width, columns.length, middle.x);
  const top = place(height, rows.length, middle.y);
  const out = new Uint8Array(sheet.length);
  for (let row = 0; row < rows.length; row++) {
    const from = row * columns.length * channels;
    out.set(scaled.subarray(from, from + columns.length * channels), ((top + row) * width + left) * channels);
  }
  return channels === 1 ? out : inverse(out);
}

/** Where a line of `size` pixels begins on one of `length`, so that its `middle` is as near to the other's as it may be. */
function place(length: number, size: number, middle: number): number {
  return Math.min(Math.max(Math.round(length / 2 - middle), 0), length - size);
}

/** In pixels from the upper left corner, a pixel's own centre being half a pixel from its edges. */
export function centreOfMass(ink: ArrayLike<number>, { width, height, channels }: ImageShape) {
  let [mass, x, y] = [0, 0, 0];
  for (let i = 0; i < width * height * channels; i++) {
    const value = ink[i] as number;
    const pixel = Math.floor(i / channels);
    mass += value;
    x += value * ((pixel % width) + 0.5);
    y += value * (Math.floor(pixel / width) + 0.5);
  }
  return { x: x / mass, y: y / mass };
}

function boxOf(ink: Uint8Array, { width, channels }: ImageShape): Box | undefined {
  let [left, right, top, bottom] = [width, -1, Number.POSITIVE_INFINITY, -1];
  for (const [i, value] of ink.entries()) {
    if (value === 0) continue;
    const pixel = Math.floor(i / channels);
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  return right < 0 ? undefined : { left, right, top, bottom };
}

const inverse = (bytes: Uint8Array) => Uint8Array.from(bytes, (value) => 255 - value);
