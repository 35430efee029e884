import { type ImageSet, imageSize, slice } from "../../src/engine/data/dataset";
import { writePng } from "./png";

/** Most pictures in a preview, side by side. */
export const SHOWN = 10;

/** The first pictures of a set in a row, as a PNG: coloured ones as they are, grey ones as black ink on nothing. */
export function previewOf(images: ImageSet): Uint8Array {
  const { count, width, height, channels, pixels } = slice(images, 0, Math.min(SHOWN, images.count));
  const stored = channels === 1 ? 2 : 3;
  const row = new Uint8Array(count * width * height * stored);
  for (let image = 0; image < count; image++) {
    for (let i = 0; i < width * height; i++) {
      const from = image * imageSize(images) + i * channels;
      const to = ((Math.floor(i / width) * count + image) * width + (i % width)) * stored;
      if (channels === 1) row[to + 1] = pixels[from] as number;
      else row.set(pixels.subarray(from, from + 3), to);
    }
  }
  return writePng(count * width, height, stored, row);
}
