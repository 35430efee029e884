import { color } from "d3";
import type { ImageShape } from "../../../engine/data/dataset";

/** Small pictures of one shape, image by image as bytes: grey, where 255 is ink, or red, green and blue. */
export interface Patches extends ImageShape {
  readonly pixels: Uint8Array;
}

/** All patches as one column, to be drawn from: grey ones in ink on nothing, coloured ones as they are. */
export function sheetOf({ pixels, width, height, channels }: Patches, ink: string): OffscreenCanvas | undefined {
  const size = width * height;
  const count = Math.floor(pixels.length / (size * channels));
  if (count === 0) return undefined;
  const { r, g, b } = color(ink)?.rgb() ?? { r: 0, g: 0, b: 0 };
  const picture = new ImageData(width, height * count);
  for (let i = 0; i < size * count; i++) {
    if (channels === 1) picture.data.set([r, g, b, pixels[i] as number], 4 * i);
    else {
      picture.data.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
      picture.data[4 * i + 3] = 255;
    }
  }
  const sheet = new OffscreenCanvas(width, height * count);
  sheet.getContext("2d")?.putImageData(picture, 0, 0);
  return sheet;
}
