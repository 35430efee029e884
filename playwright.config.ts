import { defineConfig } from "@playwright/test";
import { CHROMIUM_FLAGS, locateChromium } from "./scripts/lib/chromium.mjs";

const port = Number(process.env.E2E_PORT ?? 4188);
const executablePath = locateChromium();

/** A browser with these flags besides the common ones. */
const browser = (...flags: string[]) => ({
  launchOptions: { args: [...CHROMIUM_FLAGS, ...flags], ...(executablePath ? { executablePath } : {}) },
});

/** Journeys run on WASM, as on a machine without a usable GPU. Those tagged @webgpu run on a software GPU. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 120_000,
  workers: 1,
  // Journeys train for real on two shared cores: one that came late is tried once more, and reported as flaky.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: { baseURL: `http://localhost:${port}/`, trace: "off" },
  projects: [
    { name: "wasm", grepInvert: /@webgpu/, use: browser() },
    { name: "webgpu", grep: /@webgpu/, use: browser("--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader") },
  ],
  webServer: {
    command: `node scripts/serve.mjs --port ${port}`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
