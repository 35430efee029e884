import { expect, test } from "vitest";
import { codeUse } from "../../engine/metrics/codeUse";
import { healthOf } from "./health";

const even = (choices: number) => codeUse({ choices, indices: Uint16Array.from({ length: choices }, (_, i) => i) });
const one = (choices: number) => codeUse({ choices, indices: new Uint16Array(100) });

test.each([2, 4, 64, 1024])("one of %i codes for everything is a collapse, even use is none", (choices) => {
  expect(healthOf(one(choices), 100, choices - 1)).toBe("collapsed");
  expect(healthOf(even(choices), 100, 0)).toBe("fine");
});

test("some dead codes are no collapse", () => {
  expect(healthOf(codeUse({ choices: 64, indices: Uint16Array.of(1, 2, 3, 4, 5) }), 100, 59)).toBe("dead");
});

test("an untrained model has no alarm", () => {
  expect(healthOf(one(64), 0, 63)).toBe("unknown");
  expect(healthOf(undefined, 100, 0)).toBe("unknown");
});
