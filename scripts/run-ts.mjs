/** Installs what is missing, then runs a TypeScript file: `node scripts/run-ts.mjs bench/bench.ts [arguments]`. */
import { ensureKernels, runTypeScript } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { endCleanly, main, PlainError } from "./lib/run.mjs";

endCleanly();
main(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new PlainError("Which file? node scripts/run-ts.mjs FILE.ts [arguments]");
  await ensureInstalled();
  await ensureKernels();
  process.exit(await runTypeScript(file, args));
});
