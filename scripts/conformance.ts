/**
 * `npm run test:conformance [-- wasm|webgpu] [NAME …]`: TensorFlow.js's own tests, on the stock backend and with our
 * kernels registered. What passes on stock has to pass with ours. NAMEs choose the specs whose full name contains one of
 * them. All of them take less than a minute on wasm (the default), and some minutes on a software GPU.
 */
import { closeSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundleSuite } from "./conformance/bundle";
import { compare, type SpecResult } from "./conformance/compare";
import { type BackendName, ENVIRONMENTS } from "./conformance/environment";
import { exitCodeOf, summaryLine } from "./lib/counts.mjs";
import { endCleanly, main, PlainError, runNode } from "./lib/run.mjs";

/** Failed comparisons of arrays give both of them in full. */
const MESSAGE_LENGTH = 400;
const LOG_LINES = 20;

type Kernels = "stock" | "ours";

async function runSuite(suite: string, backend: BackendName, kernels: Kernels, names: readonly string[]) {
  const report = join(dirname(suite), `${kernels}.json`);
  const logPath = join(dirname(suite), `${kernels}.log`);
  const log = openSync(logPath, "w");
  const started = Date.now();
  const env = await ENVIRONMENTS[backend]();
  const code = await runNode([suite, backend, kernels, report, ...names], { env, stdio: ["ignore", log, log] });
  closeSync(log);
  const results = readReport(report);
  if (!results) {
    const end = readFileSync(logPath, "utf8").trimEnd().split("\n").slice(-LOG_LINES).join("\n");
    throw new PlainError(`${end}\n\nThe ${kernels} run broke off (${code}): see above, and ${logPath}.`);
  }
  if (results.length === 0) throw new PlainError(`No spec has ${names.join(" or ")} in its name.`);
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${kernels.padEnd(5)}  ${countPassed(results)} of ${results.length} specs pass (${seconds} s)`);
  return results;
}

function readReport(path: string): SpecResult[] | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

const countPassed = (results: readonly SpecResult[]) => results.filter(({ passed }) => passed).length;

const isBackend = (word = ""): word is BackendName => Object.hasOwn(ENVIRONMENTS, word);

endCleanly();
main(async () => {
  const args = process.argv.slice(2);
  const [first] = args;
  const [backend, names] = isBackend(first) ? [first, args.slice(1)] : (["wasm", args] as const);
  const suite = await bundleSuite();
  console.log(`TensorFlow.js's own tests on ${backend}`);
  const stock = await runSuite(suite, backend, "stock", names);
  const ours = await runSuite(suite, backend, "ours", names);
  const { regressions, gains } = compare(stock, ours);
  console.log(`\n${gains.length} specs pass only with our kernels.`);
  console.log(`${regressions.length} specs pass only without them.`);
  for (const { name, message } of regressions) {
    const shown = message.length > MESSAGE_LENGTH ? `${message.slice(0, MESSAGE_LENGTH)} …` : message;
    console.log(`\nFAILED ${name}\n  ${shown.replaceAll("\n", "\n  ")}`);
  }
  const total = { passed: countPassed(ours), failed: regressions.length, skipped: 0 };
  process.exitCode = exitCodeOf(total);
  console.log(`\n${summaryLine(total)}`);
});
