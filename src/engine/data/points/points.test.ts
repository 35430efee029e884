import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makePoints, type PointCloud } from "./points";
import { GAUSSIAN_RADIUS, POINT_SHAPES, type PointShapeName, RING_RADII } from "./shapes";

const NAMES = Object.keys(POINT_SHAPES) as PointShapeName[];
const make = (shape: PointShapeName, noise = 0, count = 2000, seed = 7) => makePoints({ shape, noise, count, seed });
const points = ({ positions, dimensions, count }: PointCloud) =>
  Array.from({ length: count }, (_, i) => [...positions.subarray(i * dimensions, (i + 1) * dimensions)]);
const start = (bytes: Float32Array) =>
  createHash("sha256").update(new Uint8Array(bytes.buffer)).digest("hex").slice(0, 16);
const radius = (point: readonly number[]) => Math.hypot(...point);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("makePoints", () => {
  it.each([
    ["moons", "5e77451c0913dc84"],
    ["spirals", "1393bd802238f0aa"],
    ["pinwheel", "d74ababcb12765b3"],
    ["rings", "c3966063f63f525f"],
    ["gaussians", "a4ce2113a4d4adb5"],
    ["swissRoll", "dbfb449db21cbcb1"],
    ["sCurve", "03766310aafbf64c"],
    ["trefoil", "c9c8333ed650799c"],
  ] as const)("puts %s at these very places, on every machine", (shape, pinned) => {
    expect(start(make(shape, 0.05, 500).positions)).toBe(pinned);
  });

  it.each(NAMES)("keeps %s within [−1, 1], filling it, with balanced classes", (shape) => {
    const cloud = make(shape);
    const { dimensions, classes } = POINT_SHAPES[shape];
    expect(cloud.dimensions).toBe(dimensions);
    expect(cloud.positions).toHaveLength(2000 * dimensions);
    const furthest = cloud.positions.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(furthest).toBeLessThanOrEqual(1);
    expect(furthest).toBeGreaterThan(0.75);
    for (let label = 0; label < classes; label++) {
      const share = cloud.labels.filter((found) => found === label).length;
      expect(Math.abs(share - 2000 / classes)).toBeLessThanOrEqual(1);
    }
  });

  it.each(NAMES)("adds noise of the standard deviation asked for to %s, and nothing else", (shape) => {
    const [exact, noisy] = [make(shape), make(shape, 0.1)];
    const added = [...noisy.positions].map((value, i) => value - (exact.positions[i] as number));
    expect(Math.abs(mean(added))).toBeLessThan(0.008);
    expect(Math.sqrt(mean(added.map((value) => value * value)))).toBeCloseTo(0.1, 2);
    expect([...noisy.labels]).toEqual([...exact.labels]);
  });

  it("draws point i alike, however many there are, and otherwise for another seed", () => {
    const few = make("spirals", 0.1, 10);
    expect([...make("spirals", 0.1, 100).positions.subarray(0, 20)]).toEqual([...few.positions]);
    expect([...make("spirals", 0.1, 10, 8).positions]).not.toEqual([...few.positions]);
  });

  it("tells how far it is, and stops when told to", () => {
    const seen: number[] = [];
    makePoints({ shape: "rings", noise: 0, count: 2500, seed: 1 }, (done, total) => seen.push(done / total));
    expect(seen).toEqual([0.4, 0.8, 1]);
    const stop = () => {
      throw new Error("stopped");
    };
    expect(() => makePoints({ shape: "rings", noise: 0, count: 2500, seed: 1 }, stop)).toThrow("stopped");
  });

  it.each([
    { count: -1, noise: 0 },
    { count: 1.5, noise: 0 },
    { count: 1, noise: -0.1 },
    { count: 1, noise: Number.NaN },
  ])("refuses $count points with noise $noise", ({ count, noise }) => {
    expect(() => makePoints({ shape: "moons", count, noise, seed: 1 })).toThrow(RangeError);
  });
});

describe("without noise", () => {
  it("rings have their radii, and go all the way round", () => {
    const { labels, ...cloud } = make("rings");
    const all = points({ labels, ...cloud });
    for (const [i, point] of all.entries())
      expect(radius(point)).toBeCloseTo(RING_RADII[labels[i] as number] as number, 6);
    const quadrants = all.map(([x = 0, y = 0]) => (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0));
    for (const quadrant of [0, 1, 2, 3])
      expect(quadrants.filter((found) => found === quadrant).length / 2000).toBeCloseTo(0.25, 1);
  });

  it("Gaussians are eight places on a circle", () => {
    const all = points(make("gaussians"));
    expect(new Set(all.map(String)).size).toBe(8);
    for (const point of all) expect(radius(point)).toBeCloseTo(GAUSSIAN_RADIUS, 6);
  });

  it("moons are half circles that reach into each other", () => {
    const { labels, ...cloud } = make("moons");
    for (const [i, [x = 0, y = 0]] of points({ labels, ...cloud }).entries()) {
      const side = labels[i] === 0 ? 1 : -1;
      expect(Math.hypot(x + side * 0.31, y + side * 0.16)).toBeCloseTo(0.62, 6);
      expect(side * y + 0.16).toBeGreaterThanOrEqual(-1e-6);
    }
  });

  it("the radius of a spiral grows with its angle, alike in both arms", () => {
    const { labels, ...cloud } = make("spirals");
    for (const [i, point] of points({ labels, ...cloud }).entries()) {
      const r = radius(point);
      const angle = 2 * Math.PI * (1.5 * r + (labels[i] as number) / 2);
      expect(point[0]).toBeCloseTo(r * Math.cos(angle), 5);
      expect(point[1]).toBeCloseTo(r * Math.sin(angle), 5);
    }
  });

  it("a Swiss roll is as dense everywhere along its spiral", () => {
    const radii = points(make("swissRoll", 0, 8000)).map(([x = 0, , z = 0]) => x * x + z * z);
    // Uniform length is, to a good approximation, a uniform square of the radius: quarters of it hold as many points.
    const [low, high] = [0.32 ** 2, 0.95 ** 2];
    for (const quarter of [0, 1, 2, 3]) {
      const inside = radii.filter((r) => Math.floor((4 * (r - low)) / (high - low)) === quarter).length;
      expect(inside / 8000).toBeCloseTo(0.25, 2);
    }
  });
});
