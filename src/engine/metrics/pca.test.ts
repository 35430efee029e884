/** Against scikit-learn: see scripts/oracles/pca.py. */
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { slice } from "../data/dataset";
import fixture from "../models/fixtures/pca.json";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, relativeError } from "../testing/fixtures";
import { pca, pcaError } from "./pca";

const breathe = async () => {};

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(fixture.fits)("finds scikit-learn's $components components", async ({ components, ...expected }) => {
    const found = await pca(BLOBS.train, components, breathe);
    expect(relativeError(found.variances, expected.variances)).toBeLessThan(1e-5);
    expect(relativeError([await pcaError(found, BLOBS.train, breathe)], [expected.trainError])).toBeLessThan(1e-5);
    expect(relativeError([await pcaError(found, BLOBS.heldOut, breathe)], [expected.heldOutError])).toBeLessThan(1e-5);
  });

  it("has orthonormal axes", async () => {
    const { axes } = await pca(BLOBS.train, 3, breathe);
    const dot = (a: number, b: number) =>
      Array.from({ length: 64 }, (_, p) => (axes[p * 3 + a] as number) * (axes[p * 3 + b] as number)).reduce(
        (s, x) => s + x,
      );
    for (const a of [0, 1, 2]) for (const b of [0, 1, 2]) expect(dot(a, b)).toBeCloseTo(a === b ? 1 : 0, 5);
  });

  it("leaves no error where there are as many components as pixels", async () => {
    expect(await pcaError(await pca(BLOBS.train, 64, breathe), BLOBS.heldOut, breathe)).toBeCloseTo(0, 6);
  });

  it("copes with fewer images than components, and with images that are all the same", async () => {
    const few = slice(BLOBS.train, 0, 3);
    expect(await pcaError(await pca(few, 8, breathe), few, breathe)).toBeCloseTo(0, 6);
    const blank = { count: 4, width: 8, height: 8, channels: 1 as const, pixels: new Uint8Array(4 * 64).fill(9) };
    expect(await pcaError(await pca(blank, 2, breathe), blank, breathe)).toBeCloseTo(0, 12);
  });

  it("leaves no tensor behind", async () => {
    const before = memory().numTensors;
    await pcaError(await pca(BLOBS.train, 2, breathe), BLOBS.heldOut, breathe);
    expect(memory().numTensors).toBe(before);
  });
});
