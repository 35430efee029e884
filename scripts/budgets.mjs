/**
 * What the page may weigh, measured on dist/: the JavaScript needed before the first paint, no TensorFlow.js outside of
 * the worker, the data sets. `node scripts/budgets.mjs` prints it; `npm run check` fails if a limit is passed.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { PlainError, root } from "./lib/run.mjs";

const MAX_INITIAL_JS = 200_000; // bytes, gzip
const MAX_DATASETS = 6_000_000; // bytes

/** Words that stand in TensorFlow.js's code and survive minification. */
const TENSORFLOW_MARKS = ["_tfengine", "Tensor is disposed.", "TENSORLIKE_CHECK_SHAPE_CONSISTENCY"];

const STATIC_IMPORT = /\b(?:from|import)\s*["'](\.[^"']+\.js)["']/g;
const DYNAMIC_IMPORT = /\bimport\(\s*["'`](\.[^"'`]+\.js)["'`]/g;

const matches = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const kB = (bytes) => `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`;
const gzipSize = (path) => gzipSync(readFileSync(path), { level: 9 }).length;
const total = (paths, size) => paths.reduce((bytes, path) => bytes + size(path), 0);

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** The scripts that index.html names itself: its entry and its module preloads. */
function scriptsOf(html) {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.startsWith("<script") || /\brel="modulepreload"/.test(tag))
    .map((tag) => /\b(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1])
    .filter(Boolean);
}

/** Everything that `paths` import, and what that imports, and so on. */
function closure(paths, patterns) {
  const seen = new Set();
  const queue = [...paths];
  for (let path = queue.pop(); path; path = queue.pop()) {
    if (seen.has(path) || !existsSync(path)) continue;
    seen.add(path);
    const text = readFileSync(path, "utf8");
    for (const pattern of patterns)
      for (const found of matches(text, pattern)) queue.push(resolve(dirname(path), found));
  }
  return [...seen];
}

/** Measures a built page. Returns a line for each figure, and the limits that were passed. */
export function measure(dist) {
  if (!existsSync(join(dist, "index.html"))) throw new PlainError("There is no dist/ yet: run npm run build first.");
  const named = scriptsOf(readFileSync(join(dist, "index.html"), "utf8")).map((path) => join(dist, path));
  const initial = closure(named, [STATIC_IMPORT]);
  const page = closure(named, [STATIC_IMPORT, DYNAMIC_IMPORT]);
  const worker = filesUnder(join(dist, "assets")).filter((path) => path.endsWith(".js") && !page.includes(path));
  const datasets = filesUnder(join(dist, "datasets"));
  const initialBytes = total(initial, gzipSize);
  const datasetBytes = total(datasets, (path) => statSync(path).size);
  const tainted = page.filter((path) => {
    const text = readFileSync(path, "utf8");
    return TENSORFLOW_MARKS.some((mark) => text.includes(mark));
  });

  const problems = [];
  if (initial.length === 0) problems.push("index.html names no script");
  if (initialBytes > MAX_INITIAL_JS)
    problems.push(`initial JavaScript ${kB(initialBytes)} > ${kB(MAX_INITIAL_JS)} gzip`);
  for (const path of tainted) problems.push(`TensorFlow.js in a page chunk: ${relative(dist, path)}`);
  if (datasetBytes > MAX_DATASETS) problems.push(`data sets ${kB(datasetBytes)} > ${kB(MAX_DATASETS)}`);
  const lines = [
    `initial JavaScript ${kB(initialBytes)} gzip of ${kB(MAX_INITIAL_JS)} (${initial.length} files)`,
    `JavaScript loaded later ${kB(total(page, gzipSize) - initialBytes)} gzip (${page.length - initial.length} files)`,
    `worker JavaScript ${kB(total(worker, gzipSize))} gzip (${worker.length} files)`,
    `data sets ${kB(datasetBytes)} of ${kB(MAX_DATASETS)} (${datasets.length} files)`,
  ];
  return { lines, problems };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { lines, problems } = measure(join(root, "dist"));
  console.log([...lines, ...problems.map((problem) => `FAILED: ${problem}`)].join("\n"));
  process.exitCode = problems.length > 0 ? 1 : 0;
}
