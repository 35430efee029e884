/** Finds a Chromium that runs; if there is none, gets one. Node built-ins only, but for Playwright's own download. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { explain, PlainError, run, runNode } from "./run.mjs";

/** What every browser that we drive is started with: no sandbox to set up as root, and no traffic of its own. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SOFTWARE_DRIVER = "vk_swiftshader_icd.json";
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function usualPlaces() {
  if (process.platform === "darwin")
    return [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ];
  if (process.platform === "win32")
    return [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
      .filter(Boolean)
      .map((folder) => join(folder, "Google/Chrome/Application/chrome.exe"));
  return [];
}

function playwrightsOwn() {
  try {
    return [createRequire(import.meta.url)("@playwright/test").chromium.executablePath()];
  } catch {
    return [];
  }
}

/** A file that is there may still lack its libraries (Linux), so ask it for its version. Elsewhere that opens a window. */
function runs(path) {
  if (!existsSync(path)) return false;
  if (process.platform !== "linux") return true;
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

/** The path of a Chromium on this machine: CHROME_PATH, the PATH, the usual places, Playwright's own. Or undefined. */
export function locateChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  return [...onPath(), ...usualPlaces(), ...playwrightsOwn()].find(runs);
}

const isRoot = () => process.getuid?.() === 0;

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/** On Debian the package brings its libraries along; Playwright's download does not. */
async function installWithApt() {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  if ((await run("apt-get", ["update", "-q"], { env })) !== 0) return;
  await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-liberation"], { env });
}

function installWithPlaywright() {
  return runNode(["node_modules/@playwright/test/cli.js", "install", ...(isRoot() ? ["--with-deps"] : []), "chromium"]);
}

/** The path of a Chromium, installed first if need be: with apt when root on Debian, else by Playwright. */
export async function findChromium() {
  const found = locateChromium();
  if (found) return found;
  console.log("No Chromium found: getting one … · Chromium이 없어 설치합니다 …");
  for (const install of isRoot() && isDebian() ? [installWithApt, installWithPlaywright] : [installWithPlaywright]) {
    await install().catch(explain);
    const path = locateChromium();
    if (path) return path;
  }
  throw new PlainError(
    "The browser tests need Chromium or Chrome. Install one, or set CHROME_PATH to its program file.\n" +
      "브라우저 테스트에는 Chromium이나 Chrome이 필요합니다. 설치하거나 CHROME_PATH에 실행 파일 경로를 적으세요.",
  );
}

/**
 * Where Chromium keeps the GPU that is drawn by the processor, as environment for a Node that runs WebGPU tests: nothing
 * where Vulkan is set up already, or where no such files are found.
 */
export function softwareGpu(chromium = locateChromium()) {
  const { VK_ICD_FILENAMES, VK_DRIVER_FILES, LD_LIBRARY_PATH = "" } = process.env;
  if (process.platform !== "linux" || VK_ICD_FILENAMES || VK_DRIVER_FILES) return {};
  const folders = [...(chromium ? [dirname(realpathSync(chromium))] : []), "/usr/lib/chromium"];
  const folder = folders.find((each) => existsSync(join(each, SOFTWARE_DRIVER)));
  if (!folder) return {};
  const libraries = [folder, ...LD_LIBRARY_PATH.split(delimiter)].filter(Boolean).join(delimiter);
  return { VK_ICD_FILENAMES: join(folder, SOFTWARE_DRIVER), LD_LIBRARY_PATH: libraries };
}
