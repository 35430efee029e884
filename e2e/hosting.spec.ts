/** Nothing leaves the page's own origin, its policy holds, and any plain host will do. */
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { en } from "../src/i18n/en";
import { expect, SMALL, test, type Workbench } from "./workbench";

/** A little of everything that the page can do. */
async function useEverything(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.waitForStep(20);
  for (const view of [en.latent.sliders, en.latent.manifold, en.latent.plane]) {
    await workbench.tab(view).click();
    await page.waitForTimeout(300);
  }
  await workbench.openBackends();
  await page.keyboard.press("Escape");
  await workbench.pad.click();
  await expect(page.getByText(en.flow.drawn)).toBeVisible({ timeout: 10_000 });
  await workbench.languageSwitch.click();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
}

test("a whole session asks nothing of anyone else and keeps to the policy", async ({ workbench, page, watched }) => {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      violations.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  const response = await page.goto(`./#${SMALL}&play=1`);
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'");
  await useEverything(workbench);
  expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
  // The requests of the worker are among those that were watched.
  expect(watched.requests.some((url) => url.endsWith(".wasm"))).toBe(true);
  expect(watched.requests.some((url) => url.includes("/datasets/"))).toBe(true);
});

test("the policy is in force: what is not the page's own does not run", async ({ workbench, page, watched }) => {
  watched.expected.push(/Content Security Policy/);
  await workbench.open();
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.body.append(script);
    const fetched = await fetch("https://example.com/").then(
      () => true,
      () => false,
    );
    return [(window as { inlineRan?: true }).inlineRan ?? false, fetched];
  });
  expect(ran).toEqual([false, false]);
  watched.requests.splice(0, watched.requests.length, ...watched.requests.filter((url) => !/example\.com/.test(url)));
});

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

test("the build works from a sub-path of a plain host without any headers", async ({ workbench, page }) => {
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://host").pathname;
    const file = join(process.cwd(), "dist", path.replace(/^\/courses\/latent\//, "").replace(/^$/, "index.html"));
    if (!path.startsWith("/courses/latent/") || !existsSync(file)) {
      missing.push(path);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/courses/latent/#${SMALL}&play=1`);
    await workbench.waitForState("playing");
    await expect(page.locator("[data-metric=backend]")).toHaveAttribute("data-value", "wasm");
    await useEverything(workbench);
    expect(missing.filter((path) => path !== "/favicon.ico")).toEqual([]);

    // From the second opening on the page's own service worker isolates it, and training has its threads.
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.goto("about:blank");
    await page.goto(`http://127.0.0.1:${port}/courses/latent/#${SMALL}&lang=en&play=1`);
    await workbench.waitForStep(10);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await workbench.openBackends();
    expect(await workbench.metric("threads")).toBeGreaterThan(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
