import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import manifest from "./public/datasets/manifest.json";
import { metaCsp } from "./scripts/lib/csp.mjs";
import { sendGzipAsFile } from "./scripts/lib/serve.mjs";

/** Writes the policy into index.html, for hosts where no headers can be set (GitHub Pages, a folder on a server). */
const cspInHtml: Plugin = {
  name: "csp-in-html",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: metaCsp }, injectTo: "head-prepend" },
  ],
};

/** The development server would have the browser unpack .gz files; the hosts that serve dist/ do not. */
const gzipAsFile: Plugin = {
  name: "gzip-as-file",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      if (request.url?.split("?")[0]?.endsWith(".gz")) sendGzipAsFile(response);
      next();
    });
  },
};

/** Names the fonts that data sets were rendered from among the licences: they are in the pictures, though not in the bundle. */
const fontLicences: Plugin = {
  name: "font-licences",
  apply: "build",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      const file = bundle["licenses.md"];
      if (file?.type !== "asset") this.error("There is no licenses.md to name the fonts in.");
      const fonts = manifest.datasets.flatMap((dataset) => dataset.fonts ?? []);
      const lines = fonts.map(({ name, package: source, version, licence, copyright }) =>
        [`\n## ${name} - ${version} (${licence})\n`, `${copyright} From ${source}, https://openfontlicense.org\n`].join(
          "\n",
        ),
      );
      file.source += `\n# Fonts\n\nThe Korean syllables were rendered from these fonts, which are not distributed:\n${lines.join("")}`;
    },
  },
};

/** Isolation as in production, so that shared memory behaves the same while developing. */
const isolation = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

export default defineConfig({
  base: "./",
  plugins: [react(), cspInHtml, gzipAsFile, fontLicences],
  worker: { format: "es" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: "licenses.md" },
    chunkSizeWarningLimit: 3000,
  },
  server: { headers: isolation },
});
