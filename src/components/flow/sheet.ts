/** What is drawn on by hand: ink on paper, in the shape of the data set's images. */
import type { ImageShape } from "../../engine/data/dataset";

/** An empty sheet: no ink where images are grey, white where they are coloured. */
export function blankSheet({ width, height, channels }: ImageShape): Uint8Array {
  return new Uint8Array(width * height * channels).fill(channels === 1 ? 0 : 255);
}

/** Is there nothing on the sheet? */
export function isBlank(sheet: Uint8Array, { channels }: Pick<ImageShape, "channels">): boolean {
  const paper = channels === 1 ? 0 : 255;
  return sheet.every((value) => value === paper);
}

/** A dot of ink with a soft edge one pixel wide, at (x, y) in pixels; ink on ink stays ink. On colours it is black. */
export function dab(sheet: Uint8Array, { width, height, channels }: ImageShape, x: number, y: number, radius: number) {
  for (let row = Math.max(0, Math.floor(y - radius - 1)); row < Math.min(height, y + radius + 1); row++) {
    for (let column = Math.max(0, Math.floor(x - radius - 1)); column < Math.min(width, x + radius + 1); column++) {
      const distance = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const value = Math.round(255 * Math.min(1, Math.max(0, radius + 0.5 - distance)));
      const start = (row * width + column) * channels;
      for (let at = start; at < start + channels; at++) {
        const before = sheet[at] as number;
        sheet[at] = channels === 1 ? Math.max(before, value) : Math.min(before, 255 - value);
      }
    }
  }
}
