import { expect, test } from "vitest";
import { compare } from "./compare";

const pass = (name: string) => ({ name, passed: true, message: "" });
const fail = (name: string, message = "") => ({ name, passed: false, message });

test("a regression passes on stock and not with ours; what fails on both is nobody's", () => {
  const { regressions, gains } = compare([pass("a"), fail("b"), pass("c")], [fail("a", "why"), fail("b"), pass("c")]);
  expect(regressions).toEqual([fail("a", "why")]);
  expect(gains).toEqual([]);
});

test("a gain passes only with ours", () => {
  expect(compare([fail("a"), pass("b")], [pass("a"), pass("b")]).gains).toEqual([pass("a")]);
});

test("a spec that no longer runs is a regression, and so is a suite that breaks", () => {
  const { regressions } = compare([pass("a"), fail("b")], [fail("suite", "no kernels")]);
  expect(regressions).toEqual([fail("suite", "no kernels"), fail("a", "did not run")]);
});

test("specs of the same name are told apart by their order", () => {
  const { regressions } = compare([fail("a"), pass("a")], [fail("a"), fail("a", "why")]);
  expect(regressions).toEqual([fail("a (2)", "why")]);
});
