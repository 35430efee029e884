import { join } from "node:path";
import { build } from "vite";
import { root } from "../lib/run.mjs";

const FOLDER = join(root, ".cache/conformance");

/**
 * Bundles the suite with our kernels and the backends: TensorFlow.js's tests are ES modules that Node cannot resolve, and
 * all of them have to share one engine with the backend under test.
 * @returns the file to run
 */
export async function bundleSuite(): Promise<string> {
  await build({
    configFile: false,
    root,
    logLevel: "error",
    // CommonJS packages and the WebAssembly modules of emscripten stay as they are; the rest becomes one file.
    ssr: { noExternal: [/^@tensorflow\//], external: ["webgpu", "jasmine-core"] },
    publicDir: false,
    build: {
      ssr: "scripts/conformance/suite.ts",
      outDir: FOLDER,
      emptyOutDir: true,
      minify: false,
      // The test files export nothing, and their package says that they have no side effects.
      rollupOptions: { treeshake: false, output: { format: "cjs", entryFileNames: "suite.cjs", codeSplitting: false } },
    },
  });
  return join(FOLDER, "suite.cjs");
}
