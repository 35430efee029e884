import { expect, it } from "vitest";
import { distanceToCloud } from "./distanceToCloud";

it("averages distances to the nearest point", () => {
  const cloud = Float32Array.of(0, 0, 10, 0);
  expect(distanceToCloud(Float32Array.of(3, 4, 10, 1), cloud, 2)).toBeCloseTo((5 + 1) / 2, 6);
  expect(distanceToCloud(cloud, cloud, 2)).toBe(0);
});
