import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ImageSet } from "../../src/engine/data/dataset";
import { previewOf, SHOWN } from "./preview";

/** Header and rows of a PNG with one chunk of pixels. */
function read(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset);
  expect([...file.subarray(1, 4)]).toEqual([..."PNG"].map((letter) => letter.charCodeAt(0)));
  const length = view.getUint32(33);
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth: view.getUint8(24),
    colourType: view.getUint8(25),
    rows: [...inflateSync(file.subarray(41, 41 + length))],
  };
}

const images = (channels: 1 | 3): ImageSet => ({
  count: SHOWN + 2,
  width: 2,
  height: 2,
  channels,
  pixels: Uint8Array.from({ length: (SHOWN + 2) * 4 * channels }, (_, i) => i),
});

describe("a preview", () => {
  it("shows grey images side by side as ink on nothing", () => {
    const { rows, ...header } = read(previewOf(images(1)));
    expect(header).toEqual({ width: 2 * SHOWN, height: 2, depth: 8, colourType: 4 });
    expect(rows.slice(0, 9)).toEqual([0, 0, 0, 0, 1, 0, 4, 0, 5]);
    expect(rows.slice(41, 50)).toEqual([0, 0, 2, 0, 3, 0, 6, 0, 7]);
    expect(rows).toHaveLength(2 * (1 + 4 * SHOWN));
  });

  it("shows coloured images as they are", () => {
    const { rows, colourType } = read(previewOf(images(3)));
    expect(colourType).toBe(2);
    expect(rows.slice(0, 13)).toEqual([0, 0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17]);
    expect(rows).toHaveLength(2 * (1 + 6 * SHOWN));
  });
});
