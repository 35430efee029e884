/** Makes sure that what package-lock.json asks for is installed. Node built-ins only. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PlainError, root, run } from "./run.mjs";

/** True for the Node versions that the tools of this project run on: 20.19+, 22.12+ and everything newer. */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

function requireNode() {
  if (nodeIsNewEnough(process.version)) return;
  throw new PlainError(
    `Latent Playground needs Node 20.19 or newer (20.19+, 22.12+ or 24+). This is Node ${process.version}.\n` +
      "Get a newer one at https://nodejs.org and run the same command again.\n\n" +
      `Latent Playground에는 Node 20.19 이상(20.19+, 22.12+ 또는 24+)이 필요합니다. 지금 버전은 ${process.version}입니다.\n` +
      "https://nodejs.org 에서 새 버전을 설치한 뒤 같은 명령을 다시 실행하세요.",
  );
}

/**
 * True if every package of `wanted` (package-lock.json) is in `installed` (node_modules/.package-lock.json, which npm
 * writes when an installation is complete) in the same version. Optional packages belong to other systems and may lack.
 */
export function lockIsInstalled(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, want]) => {
    if (path === "") return true;
    const have = installed.packages[path];
    if (!have) return Boolean(want.optional || want.devOptional);
    return have.version === want.version;
  });
}

function isInstalled() {
  const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
  try {
    return lockIsInstalled(read("package-lock.json"), read("node_modules/.package-lock.json"));
  } catch {
    return false;
  }
}

/** Installs with `npm ci` if node_modules is missing, incomplete or other than package-lock.json says. */
export async function ensureInstalled() {
  requireNode();
  if (isInstalled()) return;
  console.log("Installing (npm ci) … · 설치하는 중입니다 …");
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const code = npm?.endsWith(".js")
    ? await run(process.execPath, [npm, ...args])
    : await run("npm", args, { shell: process.platform === "win32" });
  if (code !== 0) throw new PlainError("npm ci failed: see above. · npm ci가 실패했습니다. 위 메시지를 보세요.");
}
