/** Against scikit-learn: see scripts/oracles/classes.py. */
import { describe, expect, it, vi } from "vitest";
import { floats } from "../testing/fixtures";
import { accuracy } from "./accuracy";
import { contingency } from "./contingency";
import fixture from "./fixtures/classes.json";
import { classifyByNeighbours } from "./nearestNeighbours";

const breathe = async () => true;
const { dimensions, classes, trainLabels, testLabels } = fixture;
const train = { dimensions, values: floats(fixture.train), labels: trainLabels };
const test = { dimensions, values: floats(fixture.test) };

describe("k nearest neighbours", () => {
  it.each(fixture.neighbours)("classify as scikit-learn's $k do", async ({ k, ...expected }) => {
    const predicted = (await classifyByNeighbours(train, test, k, classes, { breathe })) ?? expect.unreachable();
    expect(Array.from(predicted)).toEqual(expected.predicted);
    const confusion = contingency(testLabels, predicted, classes, classes);
    expect(Array.from(confusion.counts)).toEqual(expected.confusion);
    expect(accuracy(confusion)).toBeCloseTo(expected.accuracy, 12);
  });

  it("let the smaller label win where votes are equal, and the earlier row where distances are", async () => {
    const known = { dimensions: 1, values: Float32Array.of(1, -1, 1), labels: [2, 0, 1] };
    const zero = { dimensions: 1, values: Float32Array.of(0) };
    expect(await classifyByNeighbours(known, zero, 2, 3, { breathe })).toEqual(Uint32Array.of(0));
    expect(await classifyByNeighbours(known, zero, 1, 3, { breathe })).toEqual(Uint32Array.of(2));
  });

  it("cope with one class, classes nobody has, and nothing to classify", async () => {
    const known = { dimensions: 1, values: Float32Array.of(1, 2), labels: [3, 3] };
    expect(await classifyByNeighbours(known, known, 2, 5, { breathe })).toEqual(Uint32Array.of(3, 3));
    const nothing = { dimensions: 1, values: new Float32Array(0) };
    expect(await classifyByNeighbours(known, nothing, 1, 5, { breathe })).toHaveLength(0);
  });

  it("refuse a k that is none, other dimensions, and what is no number", async () => {
    await expect(classifyByNeighbours(train, test, 91, classes, { breathe })).rejects.toThrow(
      /90 neighbours.*k cannot be 91/,
    );
    await expect(classifyByNeighbours(train, test, 0, classes, { breathe })).rejects.toThrow(RangeError);
    const flat = { dimensions: 1, values: Float32Array.of(1) };
    await expect(classifyByNeighbours(train, flat, 1, classes, { breathe })).rejects.toThrow(/3 dimensions.*1/);
    const bad = { dimensions: 1, values: Float32Array.of(Number.NaN), labels: [0] };
    await expect(classifyByNeighbours(bad, flat, 1, 1, { breathe })).rejects.toThrow(/NaN/);
  });

  it("are given up when asked to, and say how far they are", async () => {
    expect(await classifyByNeighbours(train, test, 1, classes, { breathe: async () => false })).toBeUndefined();
    const progress = vi.fn();
    await classifyByNeighbours(train, test, 1, classes, { breathe, progress });
    expect(progress).toHaveBeenLastCalledWith(1);
  });
});

it("accuracy is the share of the diagonal, and refuses nothing to count", () => {
  expect(accuracy(contingency([0, 1, 1, 1], [0, 1, 0, 1], 3, 3))).toBe(0.75);
  expect(() => accuracy(contingency([], [], 2, 2))).toThrow(/No rows/);
  expect(() => accuracy(contingency([0], [0], 1, 2))).toThrow(/square, not 1 × 2/);
});
