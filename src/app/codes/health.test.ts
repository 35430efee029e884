import { expect, test } from "vitest";
import { codeUsage } from "../../engine/metrics/codeUsage";
import { healthOf } from "./health";

const used = (choices: number, indices: Uint16Array) => codeUsage({ height: 1, width: 1, choices, indices });
const even = (choices: number) =>
  used(
    choices,
    Uint16Array.from({ length: choices }, (_, i) => i),
  );
const one = (choices: number) => used(choices, new Uint16Array(100));

test.each([2, 4, 64, 1024])("one of %i codes for everything is a collapse, even use is none", (choices) => {
  expect(healthOf(one(choices), 100, choices - 1)).toBe("collapsed");
  expect(healthOf(even(choices), 100, 0)).toBe("fine");
});

test("some dead codes are no collapse", () => {
  expect(healthOf(used(64, Uint16Array.of(1, 2, 3, 4, 5)), 100, 59)).toBe("dead");
});

test("an untrained model has no alarm", () => {
  expect(healthOf(one(64), 0, 63)).toBe("unknown");
  expect(healthOf(undefined, 100, 0)).toBe("unknown");
});
