import { describe, expect, it } from "vitest";
import { blankSheet, dab, isBlank } from "./sheet";

const GREY = { width: 5, height: 5, channels: 1 } as const;
const COLOURED = { width: 5, height: 5, channels: 3 } as const;
const row = (sheet: Uint8Array, at: number, width: number) => [...sheet.subarray(at * width, (at + 1) * width)];

describe("a sheet to draw on", () => {
  it("is paper: no ink, or white where there are colours", () => {
    expect(blankSheet(GREY)).toEqual(new Uint8Array(25));
    expect(blankSheet(COLOURED)).toEqual(new Uint8Array(75).fill(255));
  });

  it("is blank until there is ink on it", () => {
    for (const shape of [GREY, COLOURED]) {
      const sheet = blankSheet(shape);
      expect(isBlank(sheet, shape)).toBe(true);
      dab(sheet, shape, 4.5, 4.5, 0.2);
      expect(isBlank(sheet, shape)).toBe(false);
    }
  });

  it("takes ink with a soft edge, within its bounds", () => {
    const sheet = blankSheet(GREY);
    dab(sheet, GREY, 2.5, 2.5, 1.2);
    expect(row(sheet, 2, 5)).toEqual([0, 179, 255, 179, 0]);
    dab(sheet, GREY, 0, 0, 1.2);
    expect(row(sheet, 2, 5), "ink is not washed off").toEqual([0, 179, 255, 179, 0]);
    expect(sheet[0]).toBe(253);
  });

  it("takes black ink on colours, alike in every channel", () => {
    const sheet = blankSheet(COLOURED);
    dab(sheet, COLOURED, 2.5, 2.5, 1.2);
    expect(row(sheet, 2, 15)).toEqual([255, 76, 0, 76, 255].flatMap((value) => [value, value, value]));
  });
});
