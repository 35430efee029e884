import { expect, test } from "vitest";
import { codeUse } from "./codeUse";

test("codes that are chosen evenly count in full", () => {
  const { shares, perplexity, inUse } = codeUse({ choices: 8, indices: Uint16Array.of(0, 1, 2, 3, 3, 2, 1, 0) });
  expect(perplexity).toBeCloseTo(4, 10);
  expect(inUse).toBe(4);
  expect(Array.from(shares)).toEqual([0.25, 0.25, 0.25, 0.25, 0, 0, 0, 0]);
});

test("one code for everything says nothing", () => {
  const { perplexity, inUse } = codeUse({ choices: 4, indices: new Uint16Array(500).fill(2) });
  expect(perplexity).toBeCloseTo(1, 10);
  expect(inUse).toBe(1);
});

test("a code that is hardly chosen counts for little", () => {
  const { perplexity, inUse } = codeUse({
    choices: 2,
    indices: Uint16Array.from({ length: 1000 }, (_, i) => (i ? 0 : 1)),
  });
  expect(inUse).toBe(2);
  // H = −0.999 log 0.999 − 0.001 log 0.001
  expect(perplexity).toBeCloseTo(Math.exp(0.0009995 + 0.0069078), 4);
});
