import { describe, expect, it } from "vitest";
import { normals } from "../random";
import { accuracy } from "./accuracy";
import { classify } from "./classifiers";
import { contingency } from "./contingency";

const pace = { breathe: async () => true };

/** Two dimensions around the corners of a square, one class a corner, in a unit of its own. */
function corners(count: number, seed: number, unit: number) {
  const noise = normals(seed, 2 * count);
  const labels = Uint16Array.from({ length: count }, (_, i) => i % 4);
  const values = noise.map((value, i) => {
    const label = labels[i >> 1] as number;
    return unit * (0.3 * value + (i % 2 === 0 ? label % 2 : label >> 1));
  });
  return { dimensions: 2, values, labels };
}

const accuracies = async (unit: number) => {
  const [train, test] = [corners(400, 1, unit), corners(400, 2, unit)];
  const found = await classify(train, test, 4, pace);
  if (!found) throw new Error("given up");
  return [found.probe ?? [], found.neighbours].map((classes) => accuracy(contingency(test.labels, classes, 4, 4)));
};

describe("classifying from features", () => {
  it("tells apart what lies apart", async () => {
    const [probe = 0, neighbours = 0] = await accuracies(1);
    // Bayes' classifier: Φ(0.5 / 0.3)² = 0.907.
    expect(probe).toBeGreaterThan(0.86);
    expect(neighbours).toBeGreaterThan(0.83);
  });

  it("is the same in any unit", async () => {
    expect(await accuracies(1e-4)).toEqual(await accuracies(1));
    expect(await accuracies(1e4)).toEqual(await accuracies(1));
  });

  it("survives features that say nothing, and fewer rows than neighbours", async () => {
    const nothing = { dimensions: 1, values: new Float32Array(3), labels: Uint16Array.of(0, 1, 1) };
    const found = await classify(nothing, nothing, 2, pace);
    expect(found).toEqual({ probe: Uint16Array.of(1, 1, 1), neighbours: Uint16Array.of(1, 1, 1) });
  });

  it("leaves the probe out where it would take minutes", async () => {
    const many = { dimensions: 1001, values: new Float32Array(100 * 1001), labels: new Uint16Array(100) };
    const found = await classify(many, { dimensions: 1001, values: new Float32Array(1001) }, 1000, pace);
    expect(found).toEqual({ neighbours: Uint16Array.of(0) });
  });

  it("tells how far it is, and can be given up", async () => {
    const told: number[] = [];
    await classify(corners(50, 1, 1), corners(50, 2, 1), 4, { ...pace, progress: (done) => told.push(done) });
    expect(told.at(-1)).toBe(1);
    expect(await classify(corners(50, 1, 1), corners(50, 2, 1), 4, { breathe: async () => false })).toBeUndefined();
  });
});
