import { describe, expect, it } from "vitest";
import { addSheet, beginSketch, canRedo, canUndo, redo, replaceSheet, type Sketch, sheetOf, undo } from "./sketch";

const sheet = (ink: number) => Uint8Array.of(ink);
const seen = (sketch: Sketch) => sheetOf(sketch)[0];
/** Strokes that each leave a sheet: 1, 2, … */
const strokes = (count: number) =>
  Array.from({ length: count }, (_, i) => i + 1).reduce(
    (sketch, ink) => addSheet(sketch, sheet(ink)),
    beginSketch(sheet(0)),
  );

describe("a sketch", () => {
  it("goes back stroke by stroke to the sheet it began on, and forth again", () => {
    let sketch = strokes(2);
    expect([seen(sketch), canUndo(sketch), canRedo(sketch)]).toEqual([2, true, false]);
    sketch = undo(undo(sketch));
    expect([seen(sketch), canUndo(sketch), canRedo(sketch)]).toEqual([0, false, true]);
    expect(undo(sketch)).toBe(sketch);
    sketch = redo(redo(sketch));
    expect(seen(sketch)).toBe(2);
    expect(redo(sketch)).toBe(sketch);
  });

  it("forgets what was undone once something new is drawn", () => {
    const sketch = addSheet(undo(undo(strokes(3))), sheet(9));
    expect([seen(sketch), canRedo(sketch), seen(undo(sketch))]).toEqual([9, false, 1]);
  });

  it("takes a stroke as one step, however long it goes on", () => {
    const sketch = replaceSheet(replaceSheet(strokes(2), sheet(7)), sheet(8));
    expect([seen(sketch), seen(undo(sketch))]).toEqual([8, 1]);
  });

  it("remembers only so many sheets", () => {
    let sketch = strokes(100);
    let steps = 0;
    for (; canUndo(sketch); steps++) sketch = undo(sketch);
    expect([steps, seen(sketch)]).toEqual([63, 37]);
  });
});
