import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { measure } from "./budgets.mjs";

let dist = "";

async function build(files: Record<string, string>) {
  dist = await mkdtemp(join(tmpdir(), "budgets-test-"));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
  }
  return measure(dist);
}

afterEach(() => rm(dist, { recursive: true }));

const html = '<script type="module" crossorigin src="./assets/index.js"></script>';

it("follows static imports, and tells them from later ones and from the worker", async () => {
  const { lines, problems } = await build({
    "index.html": `${html}<link rel="modulepreload" href="./assets/preload.js"><link rel="stylesheet" href="./a.css">`,
    "assets/index.js": 'import{a}from"./shared.js";const b=()=>import(`./later.js`);new Worker("worker.js")',
    "assets/shared.js": "export const a=1",
    "assets/preload.js": "",
    "assets/later.js": "",
    "assets/worker.js": "x._tfengine",
  });
  expect(problems).toEqual([]);
  expect(lines[0]).toContain("(3 files)");
  expect(lines[1]).toContain("(1 files)");
  expect(lines[2]).toContain("(1 files)");
});

it("finds TensorFlow.js in a page chunk, even in one that is loaded later", async () => {
  const { problems } = await build({
    "index.html": html,
    "assets/index.js": 'import("./later.js")',
    "assets/later.js": "x._tfengine",
  });
  expect(problems).toEqual(["TensorFlow.js in a page chunk: assets/later.js"]);
});

it("refuses too much JavaScript, too large data sets, and a page without a script", async () => {
  const noise = Array.from({ length: 60_000 }, (_, i) => ((i * 2654435761) >>> 0).toString(36)).join("");
  const heavy = await build({
    "index.html": html,
    "assets/index.js": noise,
    "datasets/big.bin": "x".repeat(6_000_001),
  });
  expect(heavy.problems).toHaveLength(2);
  await rm(dist, { recursive: true });
  expect((await build({ "index.html": "" })).problems).toEqual(["index.html names no script"]);
});
