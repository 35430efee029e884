import { describe, expect, it } from "vitest";
import { lockIsInstalled, nodeIsNewEnough } from "./install.mjs";

describe("the Node version", () => {
  it.each(["v20.19.0", "v20.20.2", "v22.12.0", "v24.0.0", "v26.1.0"])("%s will do", (version) => {
    expect(nodeIsNewEnough(version)).toBe(true);
  });

  it.each(["v16.20.0", "v18.20.4", "v20.18.3", "v21.7.3", "v22.11.0"])("%s will not", (version) => {
    expect(nodeIsNewEnough(version)).toBe(false);
  });
});

describe("what is installed", () => {
  const wanted = {
    packages: {
      "": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/b-win32": { version: "2.0.0", optional: true },
    },
  };
  const installed = (packages: Record<string, { version: string }>) => lockIsInstalled(wanted, { packages });

  it("may lack what belongs to other systems", () => {
    expect(installed({ "node_modules/a": { version: "1.0.0" } })).toBe(true);
  });

  it("must have the rest, in the same version", () => {
    expect(installed({})).toBe(false);
    expect(installed({ "node_modules/a": { version: "1.0.1" } })).toBe(false);
    expect(installed({ "node_modules/a": { version: "1.0.0" }, "node_modules/b-win32": { version: "1.9.0" } })).toBe(
      false,
    );
  });
});
