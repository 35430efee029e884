import { ones, type Tensor2D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../testing/backend";
import { read } from "./evaluate";
import { OWN_SAMPLE, spoilShown } from "./shown";

const NOISE = { corruption: "gaussian", strength: 0.5, draw: 0 } as const;
const rows = (count: number) => ones([count, 7]) as Tensor2D;

describe("noise on samples that are looked at", () => {
  beforeAll(() => startBackend("cpu"));

  it("is the same for a sample in every picture, and another for another sample", async () => {
    const strip = await read(spoilShown(rows(3), [4, 5, OWN_SAMPLE], NOISE));
    const alone = await read(spoilShown(rows(1), [5], NOISE));
    expect([...alone]).toEqual([...strip.subarray(7, 14)]);
    expect([...strip.subarray(0, 7)]).not.toEqual([...alone]);
    expect([...strip.subarray(14)]).not.toEqual([...alone]);
  });

  it("is another when it is drawn again", async () => {
    const [first, second] = await Promise.all([0, 1].map((draw) => read(spoilShown(rows(1), [5], { ...NOISE, draw }))));
    expect(first).not.toEqual(second);
  });

  it("leaves the input alone where units are dropped inside", async () => {
    const shown = await read(spoilShown(rows(1), [5], { ...NOISE, corruption: "hiddenDropout" }));
    expect([...shown]).toEqual([...(await read(rows(1)))]);
  });
});
