/** IDX, the format of MNIST: 0, 0, element type, rank, big-endian sizes, then the bytes (LeCun's MNIST page). */
import type { Factors, ImageSet } from "./dataset";

const UINT8 = 8;

/** The file of the images: rank 3, count × height × width. */
export function writeIdxImages({ count, height, width, pixels }: ImageSet): Uint8Array {
  return writeIdx([count, height, width], pixels);
}

/** The file of the labels, which are below 256: rank 1. */
export function writeIdxLabels(labels: Uint16Array): Uint8Array {
  return writeIdx([labels.length], Uint8Array.from(labels));
}

/** The file of the factors: rank 2, count × factors. */
export function writeIdxFactors({ names, values }: Factors): Uint8Array {
  return writeIdx([values.length / names.length, names.length], values);
}

function writeIdx(sizes: readonly number[], bytes: Uint8Array): Uint8Array {
  const headerBytes = 4 + 4 * sizes.length;
  const file = new Uint8Array(headerBytes + bytes.length);
  const header = new DataView(file.buffer);
  header.setUint8(2, UINT8);
  header.setUint8(3, sizes.length);
  for (const [axis, size] of sizes.entries()) header.setUint32(4 + 4 * axis, size);
  file.set(bytes, headerBytes);
  return file;
}
