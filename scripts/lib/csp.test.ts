import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { bytesOf, fetchedEntrySchema } from "../../src/engine/data/fetched/entry";
import { csp, fetchedFrom, metaCsp } from "./csp.mjs";
import { FETCHED } from "./fetched";

const manifest = JSON.parse(readFileSync(join(process.cwd(), "public/datasets/manifest.json"), "utf8"));

const sourcesOf = (policy: string, directive: string) =>
  policy
    .split("; ")
    .find((entry) => entry.startsWith(`${directive} `))
    ?.split(" ")
    .slice(1);

describe("what the page may ask for", () => {
  it("is its own origin, and the folders of the manifest's fetched data sets", () => {
    const folders = new Set(manifest.fetched.flatMap(({ from }: { from: string[] }) => from));
    expect(folders.size).toBeGreaterThan(0);
    for (const policy of [csp, metaCsp]) {
      expect(sourcesOf(policy, "connect-src")).toEqual(["'self'", ...folders]);
    }
  });

  it("is never a whole host, nor anything without https", () => {
    for (const source of fetchedFrom(manifest)) expect(source).toMatch(/^https:\/\/[\w.-]+\/[^*?#;,\s]+\/$/);
  });

  it("lets in data, and no other kind of thing", () => {
    for (const folder of fetchedFrom(manifest)) expect(csp.split(folder).length, folder).toBe(2);
  });
});

describe("the manifest's fetched data sets", () => {
  it("are the ones that are listed in scripts/lib/fetched.ts, and well formed", () => {
    expect(manifest.fetched).toEqual(FETCHED);
    for (const entry of FETCHED) expect(v.is(fetchedEntrySchema, entry), entry.id).toBe(true);
  });

  it("have the sizes that the page announces", () => {
    const sizes = FETCHED.map((entry) => [entry.id, (bytesOf(entry) / 1e6).toFixed(1)]);
    expect(sizes).toEqual([
      ["mnist", "11.6"],
      ["fashion-mnist", "30.9"],
    ]);
  });
});
