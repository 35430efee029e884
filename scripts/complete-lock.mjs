/**
 * Completes package-lock.json after `npm install`: npm leaves out the native packages of other systems when the registry
 * it was run against does not offer them, and then `npm ci` fails everywhere. Each is named here with its exact version
 * and the systems it is for, so that `npm ci` passes over it where it does not belong. `node scripts/complete-lock.mjs`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./lib/run.mjs";

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];
/** What package names say otherwise than process.platform and process.arch do. */
const ALIASES = { armv7: "arm", mips64le: "mips64el", ppc64le: "ppc64", wasm32: "wasm32" };
const EXACT_VERSION = /^\d+\.\d+\.\d+[\w.+-]*$/;

/** The systems that a native package is for, read off its name: `@rolldown/binding-linux-arm64-musl`. */
export function systemOf(name) {
  const words = name.split("/").at(-1).split("-");
  const known = words.map((word) => ALIASES[word] ?? word);
  const pick = (list) => known.filter((word) => list.includes(word));
  const libc = words.some((word) => word.startsWith("musl")) ? ["musl"] : words.includes("gnu") ? ["glibc"] : [];
  const found = { cpu: pick([...PROCESSORS, "wasm32"]), os: pick(SYSTEMS), libc };
  return Object.fromEntries(Object.entries(found).filter(([, words]) => words.length > 0));
}

/** Adds an entry for each optional dependency that the lock mentions but does not list. Returns their names. */
export function complete(lock) {
  const added = [];
  for (const [path, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const listed = lock.packages[`${path}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
      if (listed || path === "" || !EXACT_VERSION.test(version)) continue;
      const entry = { version, ...systemOf(name), ...(parent.dev ? { dev: true } : {}), optional: true };
      lock.packages[`node_modules/${name}`] = entry;
      added.push(name);
    }
  }
  const inOrder = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(inOrder);
  return added;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(root, "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  const added = complete(lock);
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${added.length} packages of other systems added to package-lock.json.`);
}
