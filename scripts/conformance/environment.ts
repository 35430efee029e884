import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findChromium } from "../lib/chromium.mjs";

const DRIVER = "vk_swiftshader_icd.json";

type Environment = Readonly<Record<string, string>>;

/**
 * The software GPU beside the Chromium that the browser tests use, so that the outcome is the same on every Linux.
 * To test on another GPU, name its driver in VK_ICD_FILENAMES, or set that to nothing for the driver of the system.
 */
async function softwareGpu(): Promise<Environment> {
  if (process.platform !== "linux" || process.env.VK_ICD_FILENAMES !== undefined) return {};
  const program = realpathSync(await findChromium());
  // Debian's program is a script in /usr/bin.
  const folder = [dirname(program), "/usr/lib/chromium"].find((path) => existsSync(join(path, DRIVER)));
  return folder ? { VK_ICD_FILENAMES: join(folder, DRIVER), LD_LIBRARY_PATH: folder } : {};
}

/** What each backend needs to find in the environment of its process. */
export const ENVIRONMENTS = { wasm: async (): Promise<Environment> => ({}), webgpu: softwareGpu } as const;
export type BackendName = keyof typeof ENVIRONMENTS;
