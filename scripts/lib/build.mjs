/** The WebAssembly kernels, the data sets and the built page, each made only when it is missing or out of date. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PlainError, root, runNode } from "./run.mjs";
import { withSharedMemory } from "./sharedMemory.mjs";

const INPUTS = ["src", "public", "index.html", "vite.config.ts", "package-lock.json", "scripts/lib/csp.mjs"];
const STAMP = join(root, ".cache/build-started");

/** Runs a TypeScript file with tsx. Resolves to its exit code. */
export function runTypeScript(file, args = []) {
  return runNode(["--import", "tsx", file, ...args]);
}

const KERNELS = "src/engine/kernels/wasm";
/** With fused multiply-adds where the browser has them, and without. */
const KERNEL_BUILDS = { relaxed: "simd,relaxed-simd,threads", simd: "simd,threads" };
/** The backend of TensorFlow.js, whose memory the kernels work on. */
const TENSORFLOW = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm";
/** The largest memory that WebAssembly can address, in pages of 64 KiB: what the backend's may grow to. */
const MOST_PAGES = "65536";

/** Compiles the kernels from AssemblyScript, if they are missing or older than their sources; each also for shared memory. */
export async function ensureKernels() {
  const out = join(root, KERNELS, "build");
  mkdirSync(out, { recursive: true });
  const sources = newest(join(root, KERNELS, "assembly"));
  for (const [name, features] of Object.entries(KERNEL_BUILDS)) {
    const file = join(out, `${name}.wasm`);
    if (newest(file) > sources && existsSync(sharedName(file))) continue;
    const entry = `${KERNELS}/assembly/index.ts`;
    const memory = ["--importMemory", "--maximumMemory", MOST_PAGES];
    const options = ["--runtime", "stub", "--noAssert", "-O3", "--converge", "--enable", features, ...memory];
    const code = await runNode(["node_modules/assemblyscript/bin/asc.js", entry, "-o", file, ...options]);
    if (code !== 0)
      throw new PlainError("The kernels could not be compiled: see above. · 커널을 컴파일하지 못했습니다.");
    writeShared(file, sharedName(file));
  }
  const backend = sharedName(join(out, "tensorflow.wasm"));
  if (newest(join(root, TENSORFLOW)) > newest(backend)) writeShared(join(root, TENSORFLOW), backend);
}

const sharedName = (file) => file.replace(/\.wasm$/, ".shared.wasm");
const writeShared = (from, to) => writeFileSync(to, withSharedMemory(readFileSync(from)));

/** Builds public/datasets/ from its sources. The builder itself skips what is already there. */
export async function ensureDatasets() {
  if (!existsSync(join(root, "scripts/datasets.ts"))) return;
  const code = await runTypeScript("scripts/datasets.ts");
  if (code !== 0) throw new PlainError("The data sets could not be built: see above. · 데이터셋을 만들지 못했습니다.");
}

/** Builds dist/. */
export async function build() {
  await ensureKernels();
  const started = Date.now();
  rmSync(STAMP, { force: true });
  const code = await runNode(["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"]);
  if (code !== 0) throw new PlainError("The build failed: see above. · 빌드가 실패했습니다. 위 메시지를 보세요.");
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(STAMP, String(started));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`Built the page in ${seconds} s. · 페이지를 ${seconds}초 만에 빌드했습니다.`);
}

/** The newest change under a file or folder, folders included so that a deleted file counts too. */
function newest(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isBuilt() {
  if (!existsSync(STAMP) || !existsSync(join(root, "dist/index.html"))) return false;
  const started = Number(readFileSync(STAMP, "utf8"));
  return INPUTS.every((input) => newest(join(root, input)) <= started);
}

/** Builds dist/ if it is missing, or older than anything it is made from. */
export async function ensureBuilt() {
  if (!isBuilt()) await build();
}
