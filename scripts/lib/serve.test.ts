import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csp, metaCsp } from "./csp.mjs";
import { securityHeaders, serve } from "./serve.mjs";

let dir: string;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "serve-test-"));
  await writeFile(join(dir, "index.html"), "<!doctype html><title>Hello</title>");
  await writeFile(join(dir, "kernel.wasm"), new Uint8Array([0, 97, 115, 109]));
  await writeFile(join(dir, "text.woff2"), "font");
  await writeFile(join(dir, "digits.bin.gz"), gzipSync("pixels"));
  server = await serve({ dir, port: 0 });
});

afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const get = (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init);

/** The status of a path sent as it stands: fetch would tidy it up first. */
const rawStatus = (path: string) =>
  new Promise<number | undefined>((done, fail) => {
    const asked = request({ host: "127.0.0.1", port: server.port, path }, (response) => {
      response.resume();
      done(response.statusCode);
    });
    asked.once("error", fail);
    asked.end();
  });

describe("the server", () => {
  it("sends the security headers with every answer, missing files included", async () => {
    for (const path of ["/", "/kernel.wasm", "/digits.bin.gz", "/missing"]) {
      const { headers } = await get(path);
      for (const [name, value] of Object.entries(securityHeaders))
        expect(headers.get(name), `${path} ${name}`).toBe(value);
    }
  });

  it("names the type of WebAssembly, fonts and pages", async () => {
    const type = async (path: string) => (await get(path)).headers.get("content-type");
    expect(await type("/")).toBe("text/html;charset=utf-8");
    expect(await type("/kernel.wasm")).toBe("application/wasm");
    expect(await type("/text.woff2")).toBe("font/woff2");
  });

  it("hands out a .gz file as it lies on the disk", async () => {
    const response = await get("/digits.bin.gz");
    expect(response.headers.get("content-type")).toBe("application/gzip");
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe("pixels");
  });

  it("answers with 404 and 405 where it should, and stays inside its folder", async () => {
    expect((await get("/missing.js")).status).toBe(404);
    expect((await get("/", { method: "POST" })).status).toBe(405);
    expect(await rawStatus("/../../../../../../etc/passwd")).toBe(404);
    expect(await rawStatus("/..%2f..%2f..%2f..%2fetc/passwd")).toBe(404);
  });

  it("takes the next port when one is taken, or says so when strict", async () => {
    const next = await serve({ dir, port: server.port });
    expect(next.port).toBeGreaterThan(server.port);
    await next.close();
    await expect(serve({ dir, port: server.port, strict: true })).rejects.toThrow("taken");
  });
});

describe("the policy", () => {
  it("lets nothing inline and nothing evaluated through", () => {
    expect(csp).not.toContain("unsafe-inline");
    expect(csp).not.toMatch(/'unsafe-eval'/);
  });

  it("is the same in the page, but for what a page cannot say", () => {
    expect(csp.replace("; frame-ancestors 'self'", "")).toBe(metaCsp);
  });
});
