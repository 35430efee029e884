import { expect, test } from "vitest";
import { fileNamed } from "./named.mjs";

const matches = (name: string, path: string) => new RegExp(fileNamed(name)).test(path);

test("a name is looked for in the name of the file, not in those of the folders above", () => {
  expect(matches("data", "/home/data/e2e/data.spec.ts")).toBe(true);
  expect(matches("data", "/home/data/e2e/flow.spec.ts")).toBe(false);
  expect(matches("data", "C:\\data\\e2e\\flow.spec.ts")).toBe(false);
  expect(matches("flow.spec.ts", "C:\\data\\e2e\\flow.spec.ts")).toBe(true);
  expect(matches("e2e/flow", "/home/data/e2e/flow.spec.ts")).toBe(true);
  expect(matches("a.spec", "/e2e/data-spec.ts"), "a dot is a dot").toBe(false);
});

test("options pass, and a line stays behind the file's name", () => {
  expect(fileNamed("--headed")).toBe("--headed");
  expect(fileNamed("flow.spec.ts:21")).toMatch(/\$:21$/);
});
