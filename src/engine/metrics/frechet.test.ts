/** Against SciPy: see scripts/oracles/measures.py. */
import { describe, expect, it, vi } from "vitest";
import { floats, relativeError } from "../testing/fixtures";
import { draws } from "../testing/numbers";
import fixture from "./fixtures/measures.json";
import { frechetDistance } from "./frechet";
import { moments } from "./moments";

const breathe = async () => true;
const { dimensions, distance } = fixture.frechet;
const real = { dimensions, values: floats(fixture.frechet.real) };
const made = { dimensions, values: floats(fixture.frechet.made) };

describe("the Fréchet distance", () => {
  it("is SciPy's, either way round", async () => {
    for (const [a, b] of [
      [real, made],
      [made, real],
    ] as const) {
      const found = (await frechetDistance(a, b, { breathe })) ?? expect.unreachable();
      expect(relativeError([found], [distance])).toBeLessThan(1e-6);
    }
  });

  it("is 0 between a set and itself, also where a dimension is constant or rows are fewer than dimensions", async () => {
    expect(await frechetDistance(real, real, { breathe })).toBeLessThan(1e-6);
    const few = { dimensions: 12, values: draws(2, 48).map((value, i) => (i % 12 === 3 ? 7 : value)) };
    expect(await frechetDistance(few, few, { breathe })).toBeLessThan(1e-6);
  });

  it("is (m₁ − m₂)² + (s₁ − s₂)² in one dimension", async () => {
    const a = { dimensions: 1, values: Float32Array.of(-1, 1) }; // s = √2
    const b = { dimensions: 1, values: Float32Array.of(2, 8) }; // m = 5, s = 3√2
    expect(await frechetDistance(a, b, { breathe })).toBeCloseTo(25 + 8, 9);
  });

  it("refuses other dimensions, a single row, no row and what is no number", async () => {
    const row = { dimensions: 2, values: Float32Array.of(1, 2) };
    const pair = { dimensions: 2, values: Float32Array.of(1, 2, 3, 4) };
    await expect(frechetDistance(real, row, { breathe })).rejects.toThrow(/6 and 2 dimensions/);
    await expect(frechetDistance(pair, row, { breathe })).rejects.toThrow(/two rows, not 1/);
    const bad = { dimensions: 2, values: Float32Array.of(1, Number.NaN) };
    await expect(frechetDistance(pair, bad, { breathe })).rejects.toThrow(/Feature 1 of row 0 is NaN/);
    await expect(moments({ dimensions: 2, values: new Float32Array(0) }, { breathe })).rejects.toThrow(/No rows/);
  });

  it("is given up when asked to, and says how far it is", async () => {
    expect(await frechetDistance(real, made, { breathe: async () => false })).toBeUndefined();
    const progress = vi.fn();
    await frechetDistance(real, made, { breathe, progress });
    expect(progress.mock.calls.flat()).toEqual([0.5, 1]);
  });
});
