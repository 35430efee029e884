import { beforeEach, describe, expect, it, vi } from "vitest";
import { recallDrawn, remember, rememberDrawn } from "./memory";

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

describe("a drawn cloud", () => {
  it("is there at the next visit", () => {
    rememberDrawn({ positions: Float32Array.of(0.123456, -1, 1, 0.5), strokes: Uint16Array.of(0, 1) });
    const { positions, strokes } = recallDrawn() ?? {};
    expect(strokes).toEqual(Uint16Array.of(0, 1));
    for (const [i, value] of [0.123456, -1, 1, 0.5].entries()) expect(positions?.[i]).toBeCloseTo(value, 4);
  });

  it.each([
    "",
    "{}",
    '{"positions":[0,0,0],"strokes":[0]}',
    '{"positions":[0,7],"strokes":[0]}',
    '{"positions":[],"strokes":[]}',
  ])("is not made of what is none: %s", (text) => {
    remember("drawn", text);
    expect(recallDrawn()).toBeUndefined();
  });
});
