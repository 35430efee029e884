/** Against scikit-learn: see scripts/oracles/classes.py. */
import { describe, expect, it, vi } from "vitest";
import { floats } from "../testing/fixtures";
import fixture from "./fixtures/classes.json";
import { classifyByProbe, probeProbabilities, trainLinearProbe } from "./linearProbe";

const breathe = async () => true;
const { dimensions, classes, trainLabels } = fixture;
const train = { dimensions, values: floats(fixture.train), labels: trainLabels };
const test = { dimensions, values: floats(fixture.test) };
const furthest = (a: ArrayLike<number>, b: number[]) =>
  Math.max(...b.map((value, i) => Math.abs((a[i] as number) - value)));

describe("a linear probe", () => {
  // Both sides iterate: the gradient per row is within 1e-8 here, and its sum over rows within 1e-8 there.
  it.each(fixture.probes)("is scikit-learn's logistic regression at C = $c", async ({ c, ...expected }) => {
    const probe = (await trainLinearProbe(train, classes, c, { breathe }, 1e-8)) ?? expect.unreachable();
    expect(probe.converged).toBe(true);
    expect(furthest(probe.weights, expected.weights)).toBeLessThan(1e-5);
    expect(furthest(probe.bias, expected.bias)).toBeLessThan(1e-5);
    expect(furthest(probeProbabilities(probe, test), expected.firstProbabilities)).toBeLessThan(1e-5);
    expect(Array.from(classifyByProbe(probe, test))).toEqual(expected.predicted);
  });

  it("never answers with a class that it has not seen, and always with the only one it has", async () => {
    const sparse = { dimensions: 1, values: Float32Array.of(-1, -2, 1, 2), labels: [1, 1, 3, 3] };
    const probe = (await trainLinearProbe(sparse, 5, 1, { breathe })) ?? expect.unreachable();
    expect(Array.from(classifyByProbe(probe, sparse))).toEqual([1, 1, 3, 3]);
    expect(probeProbabilities(probe, sparse)[0]).toBe(0);
    const single =
      (await trainLinearProbe({ ...sparse, labels: [2, 2, 2, 2] }, 5, 1, { breathe })) ?? expect.unreachable();
    expect(Array.from(classifyByProbe(single, sparse))).toEqual([2, 2, 2, 2]);
  });

  it("gives a constant dimension no weight", async () => {
    const rows = { dimensions: 2, values: Float32Array.of(7, -1, 7, 1, 7, -2, 7, 2), labels: [0, 1, 0, 1] };
    const probe = (await trainLinearProbe(rows, 2, 1, { breathe }, 1e-8)) ?? expect.unreachable();
    expect(probe.weights[0]).toBeCloseTo(0, 6);
    expect(probe.weights[3]).toBeGreaterThan(0.1);
  });

  it("refuses no rows, labels that are none, a C that is none, other dimensions and what is no number", async () => {
    const rows = { dimensions: 1, values: Float32Array.of(1, 2), labels: [0, 1] };
    await expect(
      trainLinearProbe({ ...rows, values: new Float32Array(0), labels: [] }, 2, 1, { breathe }),
    ).rejects.toThrow(/no rows/);
    await expect(trainLinearProbe(rows, 1, 1, { breathe })).rejects.toThrow(/Label 1 is 1/);
    await expect(trainLinearProbe(rows, 2, 0, { breathe })).rejects.toThrow(/C must be positive/);
    await expect(
      trainLinearProbe({ ...rows, values: Float32Array.of(1, Number.NaN) }, 2, 1, { breathe }),
    ).rejects.toThrow(/NaN/);
    const probe = (await trainLinearProbe(rows, 2, 1, { breathe })) ?? expect.unreachable();
    expect(() => classifyByProbe(probe, test)).toThrow(/reads 1 dimensions, the rows have 3/);
  });

  it("is given up when asked to, and says how far it is", async () => {
    expect(await trainLinearProbe(train, classes, 1, { breathe: async () => false })).toBeUndefined();
    const progress = vi.fn();
    await trainLinearProbe(train, classes, 1, { breathe, progress });
    const done = progress.mock.calls.flat();
    expect(Math.min(...done)).toBe(0);
    expect(Math.max(...done)).toBeGreaterThan(0.7);
  });
});
