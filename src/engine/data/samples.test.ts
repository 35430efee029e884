import { describe, expect, it } from "vitest";
import { BLOBS } from "../testing/fixtures";
import { gather } from "./batches";
import { slice, summarize } from "./dataset";
import {
  gatherSamples,
  isPointSummary,
  isPoints,
  type PointSet,
  sampleSize,
  sliceSamples,
  summarizeAny,
} from "./samples";

const CLOUD: PointSet = {
  kind: "points",
  count: 3,
  dimensions: 2,
  positions: Float32Array.of(0, 1, 2, 3, 4, 5),
  labels: Uint16Array.of(0, 1, 0),
};
const summary = summarizeAny({ id: "cloud", train: CLOUD, heldOut: CLOUD, classes: 2 });

describe("points", () => {
  it("are samples of as many numbers as they have dimensions", () => {
    expect(isPoints(CLOUD)).toBe(true);
    expect(sampleSize(CLOUD)).toBe(2);
    expect([...gatherSamples(CLOUD, [2, 0])]).toEqual([4, 5, 0, 1]);
  });

  it("are sliced with their labels, without a copy", () => {
    const part = sliceSamples(CLOUD, 1, 3);
    expect(part).toEqual({
      ...CLOUD,
      count: 2,
      positions: Float32Array.of(2, 3, 4, 5),
      labels: Uint16Array.of(1, 0),
    });
    expect(isPoints(part) && part.positions.buffer).toBe(CLOUD.positions.buffer);
  });

  it("are summed up as points", () => {
    expect(summary).toEqual({ kind: "points", id: "cloud", train: 3, heldOut: 3, dimensions: 2, classes: 2 });
    expect(isPointSummary(summary)).toBe(true);
  });
});

describe("images", () => {
  it("are what they are without points", () => {
    expect(isPoints(BLOBS.train)).toBe(false);
    expect(sampleSize(BLOBS.train)).toBe(64);
    expect(gatherSamples(BLOBS.train, [3, 1])).toEqual(gather(BLOBS.train, [3, 1]));
    expect(sliceSamples(BLOBS.train, 2, 5)).toEqual(slice(BLOBS.train, 2, 5));
    expect(summarizeAny(BLOBS)).toEqual(summarize(BLOBS));
    expect(isPointSummary(summarizeAny(BLOBS))).toBe(false);
    expect(isPointSummary(undefined)).toBe(false);
  });
});
