import { expect, it } from "vitest";
import { complete, systemOf } from "./complete-lock.mjs";

it("reads the system off a package's name", () => {
  expect(systemOf("@biomejs/cli-win32-x64")).toEqual({ cpu: ["x64"], os: ["win32"] });
  expect(systemOf("@oxc-parser/binding-linux-arm64-gnu")).toEqual({ cpu: ["arm64"], os: ["linux"], libc: ["glibc"] });
  expect(systemOf("@oxc-parser/binding-linux-arm-musleabihf")).toMatchObject({ cpu: ["arm"], libc: ["musl"] });
});

it("adds exactly the optional packages that the lock mentions but does not list", () => {
  const lock = {
    packages: {
      "": { optionalDependencies: { mine: "1.0.0" } },
      "node_modules/lint": {
        dev: true,
        optionalDependencies: { "lint-darwin-x64": "2.0.0", "lint-linux-x64": "2.0.0", fsevents: "~2.3" },
      },
      "node_modules/lint-linux-x64": { version: "2.0.0" },
    } as Record<string, object>,
  };
  expect(complete(lock)).toEqual(["lint-darwin-x64"]);
  expect(lock.packages["node_modules/lint-darwin-x64"]).toEqual({
    version: "2.0.0",
    os: ["darwin"],
    cpu: ["x64"],
    dev: true,
    optional: true,
  });
  expect(complete(lock)).toEqual([]);
});
