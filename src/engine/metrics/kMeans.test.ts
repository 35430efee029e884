/** Against scikit-learn: see scripts/oracles/classes.py. */
import { describe, expect, it, vi } from "vitest";
import { floats, relativeError } from "../testing/fixtures";
import fixture from "./fixtures/classes.json";
import { kMeans, lloyd } from "./kMeans";

const breathe = async () => true;
const points = { dimensions: fixture.dimensions, values: floats(fixture.train) };
const { classes } = fixture;

describe("k-means", () => {
  it.each(fixture.lloyd)("ends where scikit-learn's Lloyd does from the same start", async (expected) => {
    const found = (await lloyd(points, Float64Array.from(expected.start), breathe)) ?? expect.unreachable();
    expect(Array.from(found.assignment)).toEqual(expected.assignment);
    expect(relativeError(found.centres, expected.centres)).toBeLessThan(1e-6);
    expect(relativeError([found.inertia], [expected.inertia])).toBeLessThan(1e-6);
  });

  it("finds in fifty runs the best of scikit-learn's fifty, and the same from the same seed", async () => {
    const found = (await kMeans(points, classes, 1, { breathe }, 50)) ?? expect.unreachable();
    expect(relativeError([found.inertia], [fixture.bestInertia])).toBeLessThan(1e-6);
    expect(await kMeans(points, classes, 1, { breathe }, 50)).toEqual(found);
  });

  it("begins with a centre in each of clusters that are far apart, so that one run is enough", async () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => Math.floor(i / 20) * 1e6 + (i % 20));
    for (const seed of [1, 2, 3, 4, 5]) {
      const found = await kMeans({ dimensions: 1, values }, 5, seed, { breathe }, 1);
      expect(found?.inertia).toBeCloseTo(5 * 665, 4);
    }
  });

  it("gives an empty cluster the farthest row", async () => {
    const rows = { dimensions: 1, values: Float64Array.of(0, 1, 2, 50) };
    const found = await lloyd(rows, Float64Array.of(1, 1000), breathe);
    expect(Array.from(found?.centres ?? [])).toEqual([1, 50]);
  });

  it("copes with rows that are all the same, and with a cluster a row", async () => {
    const same = { dimensions: 2, values: new Float32Array(12).fill(3) };
    expect((await kMeans(same, 3, 1, { breathe }))?.inertia).toBe(0);
    expect((await kMeans(same, 6, 1, { breathe }))?.inertia).toBe(0);
    const line = { dimensions: 1, values: Float32Array.of(1, 2, 4) };
    expect((await kMeans(line, 3, 1, { breathe }))?.inertia).toBe(0);
    expect((await kMeans(line, 1, 1, { breathe }))?.inertia).toBeCloseTo(14 / 3, 12);
  });

  it("refuses more clusters than rows, no cluster, and what is no number", async () => {
    const line = { dimensions: 1, values: Float32Array.of(1, 2, 4) };
    await expect(kMeans(line, 4, 1, { breathe })).rejects.toThrow(/4 clusters.*there are 3/);
    await expect(kMeans(line, 0, 1, { breathe })).rejects.toThrow(/at least one cluster/);
    const bad = { dimensions: 2, values: Float32Array.of(1, 2, 4, Number.NaN) };
    await expect(kMeans(bad, 1, 1, { breathe })).rejects.toThrow(
      new RangeError("Feature 1 of row 1 is NaN, not a finite number."),
    );
  });

  it("is given up when asked to, and says how far it is", async () => {
    expect(await kMeans(points, 2, 1, { breathe: async () => false })).toBeUndefined();
    const progress = vi.fn();
    await kMeans(points, 2, 1, { breathe, progress }, 4);
    expect(progress.mock.calls.flat()).toEqual([0.25, 0.5, 0.75, 1]);
  });
});
