import { expect, test } from "vitest";
import { codeUsage } from "../../engine/metrics/codeUsage";
import { healthOf } from "./health";

const usageOf = (choices: number, used: number) =>
  codeUsage({ height: 1, width: 1, choices, indices: Uint16Array.from({ length: 300 }, (_, i) => i % used) });
/** Codes on a ring around (3, 0). */
const codebookOf = (choices: number, radius: number, dead = 0) => ({
  dimensions: 2,
  vectors: Float32Array.from({ length: 2 * choices }, (_, i) => {
    const angle = (Math.PI * (i - (i % 2))) / choices;
    return i % 2 === 0 ? 3 + radius * Math.cos(angle) : radius * Math.sin(angle);
  }),
  dead: Array.from({ length: choices }, (_, k) => k < dead),
});

test.each([2, 4, 64, 300])("of %i codes: all in use is fine, one in use is a collapse", (choices) => {
  expect(healthOf(usageOf(choices, choices), 100, codebookOf(choices, 1))).toBe("fine");
  expect(healthOf(usageOf(choices, 1), 100, codebookOf(choices, 1))).toBe("fewInUse");
});

test("codes at nearly one point are a collapse, however many are chosen", () => {
  expect(healthOf(usageOf(64, 40), 100, codebookOf(64, 0.01))).toBe("onePoint");
});

test("some dead codes are no collapse; few in use are", () => {
  expect(healthOf(usageOf(64, 20), 100, codebookOf(64, 1, 44))).toBe("dead");
  expect(healthOf(usageOf(64, 5), 100, codebookOf(64, 1, 59))).toBe("fewInUse");
});

test("an untrained model has no alarm", () => {
  expect(healthOf(usageOf(64, 1), 0, codebookOf(64, 1))).toBe("unknown");
  expect(healthOf(undefined, 100, codebookOf(64, 1))).toBe("unknown");
  expect(healthOf(usageOf(64, 1), 100, undefined)).toBe("unknown");
});
