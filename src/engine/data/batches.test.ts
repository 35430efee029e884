import { describe, expect, it } from "vitest";
import pinned from "../models/fixtures/random.json";
import { Batches, gather } from "./batches";

const steps = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
const sorted = (batches: Batches, from: number, count: number) =>
  steps(from, count)
    .flatMap((step) => [...batches.at(step)])
    .sort((a, b) => a - b);

describe("batches", () => {
  it("show every image once an epoch", () => {
    const batches = new Batches(60, 12, 7);
    expect(batches.perEpoch).toBe(5);
    expect(sorted(batches, 1, 5)).toEqual(steps(0, 60));
    expect(sorted(batches, 6, 5)).toEqual(steps(0, 60));
  });

  it("leave the incomplete last batch of an epoch out", () => {
    const batches = new Batches(10, 4, 7);
    expect(batches.perEpoch).toBe(2);
    expect(new Set(sorted(batches, 1, 2)).size).toBe(8);
  });

  it("come in a new order every epoch", () => {
    const batches = new Batches(60, 60, 7);
    expect([...batches.at(1)]).not.toEqual([...batches.at(2)]);
  });

  it("depend on seed and step alone, in whatever order they are asked for", () => {
    const batches = new Batches(280, 8, 7);
    const forth = steps(1, 100).map((step) => [...batches.at(step)]);
    const back = steps(1, 100)
      .reverse()
      .map((step) => [...batches.at(step)]);
    expect(back.reverse()).toEqual(forth);
    expect(forth[37]).toEqual(pinned.batch);
    expect([...new Batches(280, 8, 8).at(38)]).not.toEqual(pinned.batch);
  });

  it("are the whole data set where it is smaller than a batch", () => {
    const batches = new Batches(5, 128, 7);
    expect([batches.size, batches.perEpoch]).toEqual([5, 1]);
    expect(sorted(batches, 3, 1)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("gather", () => {
  const images = {
    count: 3,
    width: 2,
    height: 1,
    channels: 1 as const,
    pixels: Uint8Array.of(0, 255, 51, 102, 153, 204),
  };

  it("turns bytes into numbers from 0 to 1, image by image", () => {
    expect([...gather(images, [2, 0])]).toEqual([0.6, 0.8, 0, 1].map(Math.fround));
  });

  it("keeps the channels of a coloured image together", () => {
    const coloured = { ...images, count: 2, width: 1, channels: 3 as const };
    expect([...gather(coloured, [1])]).toEqual([0.4, 0.6, 0.8].map(Math.fround));
  });
});
