/**
 * `npm test`: installs and builds what is needed, runs the unit tests (vitest) and the journeys in a real browser
 * (Playwright), and ends with the line `N passed, N failed`. `npm test -- --unit NAME` or `-- --e2e NAME` runs a part.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt, ensureDatasets, ensureKernels } from "./lib/build.mjs";
import { findChromium, softwareGpu } from "./lib/chromium.mjs";
import { countPlaywright, countVitest, exitCodeOf, sum, summaryLine } from "./lib/counts.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { fileNamed } from "./lib/named.mjs";
import { endCleanly, explain, root, runNode } from "./lib/run.mjs";

const VITEST_REPORT = ".cache/vitest.json";
const PLAYWRIGHT_REPORT = ".cache/playwright.json";

function readReport(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return undefined;
  }
}

async function unit(filter) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${VITEST_REPORT}`];
  const lenient = filter.length > 0 ? ["--passWithNoTests"] : [];
  await findChromium(); // whose software GPU the WebGPU kernels are tested on
  const code = await runNode(["node_modules/vitest/vitest.mjs", "run", ...reporters, ...lenient, ...filter], {
    env: softwareGpu(),
  });
  return countVitest(readReport(VITEST_REPORT), code);
}

async function e2e(filter) {
  await ensureBuilt();
  const env = { CHROME_PATH: await findChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: join(root, PLAYWRIGHT_REPORT) };
  const lenient = filter.length > 0 ? ["--pass-with-no-tests"] : [];
  const code = await runNode(
    ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...lenient, ...filter.map(fileNamed)],
    { env },
  );
  return countPlaywright(readReport(PLAYWRIGHT_REPORT), code);
}

/** Runs one part. What stops it from running at all is printed, and counts as a failure. */
async function counted(part, filter) {
  try {
    return await part(filter);
  } catch (error) {
    explain(error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function all(args) {
  const filter = args.filter((arg) => arg !== "--unit" && arg !== "--e2e");
  const only = filter.length === args.length ? ["--unit", "--e2e"] : args;
  await ensureInstalled();
  await ensureDatasets();
  await ensureKernels();
  mkdirSync(join(root, ".cache"), { recursive: true });
  for (const report of [VITEST_REPORT, PLAYWRIGHT_REPORT]) rmSync(join(root, report), { force: true });
  const results = [];
  if (only.includes("--unit")) results.push(await counted(unit, filter));
  if (only.includes("--e2e")) results.push(await counted(e2e, filter));
  return sum(results);
}

endCleanly();
const total = await counted(all, process.argv.slice(2));
process.exitCode = exitCodeOf(total);
console.log(`\n${summaryLine(total)}`);
