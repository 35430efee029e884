/**
 * The Content-Security-Policy of the page, in one place: the server sends it, the build writes it into index.html.
 * Nothing from elsewhere, no inline scripts or styles. 'wasm-unsafe-eval' lets WebAssembly compile, nothing else.
 * Data sets that can be fetched are let in from the folders that the manifest names, and from nowhere else.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./run.mjs";

/** The folders of the manifest's fetched data sets, each once. A source ending in a slash stands for its folder only. */
export function fetchedFrom(manifest) {
  return [...new Set(manifest.fetched.flatMap((entry) => entry.from))];
}

const manifest = JSON.parse(readFileSync(join(root, "public/datasets/manifest.json"), "utf8"));

const directives = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' data: blob:",
  "font-src": "'self'",
  "connect-src": ["'self'", ...fetchedFrom(manifest)].join(" "),
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "frame-ancestors": "'self'",
};

const serialise = (entries) => entries.map(([name, value]) => `${name} ${value}`).join("; ");

/** For the HTTP header. */
export const csp = serialise(Object.entries(directives));

/** For a <meta> element, where browsers do not accept frame-ancestors. */
export const metaCsp = serialise(Object.entries(directives).filter(([name]) => name !== "frame-ancestors"));
