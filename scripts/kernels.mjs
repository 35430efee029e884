/** Compiles the WebAssembly kernels if their sources changed: `npm run kernels`. */
import { ensureKernels } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { main } from "./lib/run.mjs";

main(async () => {
  await ensureInstalled();
  await ensureKernels();
});
