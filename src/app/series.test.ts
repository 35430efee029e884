import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atCommonStep, Series } from "./series";

/** A series of these values at steps 1, 2, 3, … */
function seriesOf(values: readonly number[]): Series {
  const series = new Series();
  for (const [i, value] of values.entries()) series.push(i + 1, [value]);
  return series;
}

const steps = (series: Series) => series.points.map(({ step }) => step);

describe("Series", () => {
  it("keeps every point of a short run as it is", () => {
    const series = seriesOf([5, 4, 3]);
    expect(series.points).toEqual([
      { step: 1, values: [5] },
      { step: 2, values: [4] },
      { step: 3, values: [3] },
    ]);
    expect(series.latest).toEqual({ step: 3, values: [3] });
  });

  it("stays bounded however long the run", () => {
    const series = new Series();
    let most = 0;
    for (let step = 1; step <= 50_000; step++) {
      series.push(step, [step]);
      most = Math.max(most, series.points.length);
    }
    expect(most).toBeLessThanOrEqual(601);
    expect(series.points.length).toBeGreaterThan(250);
    expect(series.latest).toEqual({ step: 50_000, values: [50_000] });
  });

  it("puts every value into exactly one average of as many as its neighbours", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6000 }), fc.integer(), (length, seed) => {
        const values = Array.from({ length }, (_, i) => Math.sin(seed + i * i));
        const { points } = seriesOf(values);
        let from = 0;
        for (const { step, values: averages } of points) {
          const part = values.slice(from, step);
          expect(averages[0]).toBeCloseTo(part.reduce((sum, value) => sum + value, 0) / part.length, 9);
          expect(part.length, "each stands for as many steps").toBe(points[0]?.step);
          from = step;
        }
        expect(length - from, "what is not yet in a point is less than one").toBeLessThan(points[0]?.step ?? 1);
      }),
      { numRuns: 60 },
    );
  });

  it("averages each of several values on its own", () => {
    const series = new Series();
    for (let step = 1; step <= 602; step++) series.push(step, [step, -step]);
    for (const { values } of series.points) expect(values[1]).toBe(-(values[0] as number));
    expect(series.points[0]).toEqual({ step: 2, values: [1.5, -1.5] });
  });

  it("forgets what came after a step, and goes on from there", () => {
    const series = seriesOf(Array.from({ length: 100 }, (_, i) => i + 1));
    series.truncate(40);
    expect(steps(series).at(-1)).toBe(40);
    expect(series.latest).toEqual({ step: 40, values: [40] });
    series.push(41, [7]);
    expect(series.points.at(-1)).toEqual({ step: 41, values: [7] });
  });

  it("does not mix what was forgotten into a later average", () => {
    const series = seriesOf(Array.from({ length: 1001 }, () => 1e6)); // points of two steps, and half of one
    series.truncate(0);
    expect(series.points).toEqual([]);
    expect(series.latest).toBeUndefined();
    series.push(1, [2]);
    series.push(2, [4]);
    expect(series.points).toEqual([{ step: 2, values: [3] }]);
  });

  it("carries a value that is not finite into its own average only", () => {
    const series = seriesOf(Array.from({ length: 1000 }, (_, i) => (i === 500 ? Number.NaN : 1)));
    expect(series.points.filter(({ values }) => Number.isNaN(values[0])).length).toBe(1);
  });
});

describe("two runs", () => {
  const curve = (...points: [step: number, value: number][]) => {
    const series = new Series();
    for (const [step, value] of points) series.push(step, [value]);
    return series;
  };

  it("are compared at the last step that both have reached, whichever of them is longer", () => {
    const short = curve([0, 500], [50, 300], [100, 200]);
    const long = curve([0, 510], [50, 320], [100, 230], [150, 180], [1000, 120]);
    expect(atCommonStep(long, short)).toEqual({ step: 100, before: 230, now: 200 });
    expect(atCommonStep(short, long)).toEqual({ step: 100, before: 200, now: 230 });
  });

  it("are compared by what each last said up to there where they were not measured at the same steps", () => {
    expect(atCommonStep(curve([0, 5], [40, 3], [90, 1]), curve([0, 6], [70, 2]))).toEqual({
      step: 70,
      before: 3,
      now: 2,
    });
  });

  it("are not compared while one has nothing to say", () => {
    expect(atCommonStep(new Series(), curve([0, 1]))).toBeUndefined();
    expect(atCommonStep(curve([0, 1]), new Series())).toBeUndefined();
  });
});
