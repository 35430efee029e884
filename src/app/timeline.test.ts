import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeAmong, Timeline } from "./timeline";

const snapshot = (step: number, size = 10) => ({ step, values: [new Float32Array(size)] });

describe("a timeline", () => {
  it("keeps the first and the latest snapshot of any run, in order, and never many", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 300 }), (strides) => {
        const timeline = new Timeline();
        let step = 0;
        timeline.add(snapshot(0));
        for (const stride of strides) {
          step += stride;
          timeline.add(snapshot(step));
        }
        const { steps } = timeline;
        expect(steps[0]).toBe(0);
        expect(timeline.latest?.step).toBe(step);
        expect(steps).toEqual([...steps].sort((a, b) => a - b));
        expect(steps.length).toBeLessThanOrEqual(40);
      }),
    );
  });

  it("keeps more of the beginning than of the end", () => {
    const timeline = new Timeline();
    for (let step = 0; step <= 10_000; step += 10) timeline.add(snapshot(step));
    const { steps } = timeline;
    expect(steps.filter((step) => step <= 1000).length).toBeGreaterThan(steps.filter((step) => step >= 9000).length);
  });

  it("keeps within its memory", () => {
    const timeline = new Timeline();
    const tenMegabytes = 10 * 2 ** 18;
    for (let step = 0; step < 30; step++) timeline.add(snapshot(step, tenMegabytes));
    expect(timeline.steps.length).toBeLessThanOrEqual(9);
    expect(timeline.at(0)).toBeDefined();
    expect(timeline.latest?.step).toBe(29);
  });

  it("forgets what came after a step that is reached once more", () => {
    const timeline = new Timeline();
    for (const step of [0, 5, 10, 20]) timeline.add(snapshot(step));
    const branch = timeline.upTo(5);
    branch.add(snapshot(8));
    expect(branch.steps).toEqual([0, 5, 8]);
    expect(timeline.steps).toEqual([0, 5, 10, 20]);
    timeline.add(snapshot(10));
    expect(timeline.steps).toEqual([0, 5, 10]);
  });
});

describe("a scrubber", () => {
  it("stands at what is looked at, or at the end", () => {
    expect(placeAmong([0, 5, 9], undefined, 9)).toEqual({ at: 2, end: 2 });
    expect(placeAmong([0, 5, 9], 5, 5)).toEqual({ at: 1, end: 2 });
    expect(placeAmong([0, 4, 9], 5, 5), "a snapshot that is gone").toEqual({ at: 1, end: 2 });
  });

  it("stands at the end of a run that was gone back to, and at the beginning of a new one", () => {
    expect(placeAmong([120], undefined, 120)).toEqual({ at: 1, end: 1 });
    expect(placeAmong([0], undefined, 0)).toEqual({ at: 0, end: 1 });
    expect(placeAmong([], undefined, 0)).toEqual({ at: 0, end: 1 });
  });
});
