/** `npm run check`: lock file, types, lint and format, import direction, dead code, budgets. One line each; what failed is shown in full. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { measure } from "./budgets.mjs";
import { complete } from "./complete-lock.mjs";
import { checkDirection } from "./direction.mjs";
import { ensureBuilt, ensureDatasets, ensureKernels } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { capture, endCleanly, main, root } from "./lib/run.mjs";

const tool = (...args) => capture(process.execPath, args);

/** The environments of the code: each compiles with the libraries it will really have. */
const PROJECTS = ["src/engine", "src/workers", "src", "."];

async function lockFile() {
  const missing = complete(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  return {
    ok: missing.length === 0,
    detail: `package-lock.json lacks ${missing.join(", ")}.\nRun node scripts/complete-lock.mjs`,
  };
}

async function types() {
  const results = await Promise.all(
    PROJECTS.map((project) => tool("node_modules/typescript/bin/tsc", "--noEmit", "-p", project)),
  );
  return { ok: results.every(({ code }) => code === 0), detail: results.map(({ output }) => output).join("") };
}

async function lint() {
  const { code, output } = await tool("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings");
  return { ok: code === 0, detail: output };
}

async function direction() {
  const problems = checkDirection();
  return { ok: problems.length === 0, detail: problems.join("\n") };
}

async function deadCode() {
  const { code, output } = await tool("node_modules/knip/bin/knip.js");
  return { ok: code === 0, detail: output };
}

async function budgets() {
  await ensureDatasets();
  await ensureKernels();
  await ensureBuilt();
  const { lines, problems } = measure(join(root, "dist"));
  return { ok: problems.length === 0, detail: problems.join("\n"), notes: lines };
}

const CHECKS = [
  ["lock file is complete", lockFile],
  ["types", types],
  ["lint and format", lint],
  ["import direction", direction],
  ["dead code", deadCode],
  ["budgets", budgets],
];

async function verdict([name, check]) {
  const started = Date.now();
  const { ok, detail, notes = [] } = await check().catch((error) => ({ ok: false, detail: error.message }));
  if (!ok) console.log(detail.trimEnd());
  console.log(`${ok ? "ok    " : "FAILED"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  for (const note of notes) console.log(`         ${note}`);
  return ok;
}

endCleanly();
main(async () => {
  await ensureInstalled();
  let failed = 0;
  for (const check of CHECKS) if (!(await verdict(check))) failed++;
  console.log(failed === 0 ? `\nAll ${CHECKS.length} checks pass.` : `\n${failed} of ${CHECKS.length} checks failed.`);
  process.exitCode = failed === 0 ? 0 : 1;
});
