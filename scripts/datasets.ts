/**
 * Builds the data sets that the page ships, and their manifest: `npm run datasets [-- --force]`.
 * `npm run datasets -- --realism` then measures how well what was learnt from the digits alone reads real handwriting.
 *
 * The data files are not committed; public/datasets/manifest.json is, so that git shows when their content changes.
 * Its sizes and checksums are of the content before gzip, whose bytes vary with the version of zlib.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ShippedEntry } from "../src/engine/data/shipped";
import { digitsJob } from "./datasets/digits";
import { sha256, target } from "./datasets/files";
import { hangulJob } from "./datasets/hangul";
import { describeGenerated, havePreviews, PREVIEW_SOURCES } from "./datasets/previews";
import { main, root } from "./lib/run.mjs";

const JOBS = [digitsJob, hangulJob];
/** What all of them are written with. */
const COMMON_SOURCES = [
  ...PREVIEW_SOURCES,
  "src/engine/data/idxWrite.ts",
  "src/engine/random.ts",
  "scripts/datasets.ts",
  "scripts/datasets/files.ts",
];

const manifestPath = join(target, "manifest.json");
/** The checksum of the sources that the files in public/datasets were built from. */
const stampPath = join(root, ".cache/datasets.sha256");

interface Manifest {
  readonly datasets: readonly ShippedEntry[];
  /** What the page draws by itself. */
  readonly generated: readonly object[];
}

main(async () => {
  await build();
  if (!process.argv.includes("--realism")) return;
  const { measureRealism } = await import("./datasets/realism"); // with TensorFlow.js, which a build can do without
  await measureRealism();
});

async function build(): Promise<void> {
  const sources = sourcesChecksum();
  if (!process.argv.includes("--force") && isUpToDate(sources)) {
    console.log("Data sets: all there and up to date.");
    return;
  }
  const datasets = JOBS.map((job) => timed(() => job.build()));
  const manifest: Manifest = { datasets, generated: await describeGenerated() };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const changed = !existsSync(manifestPath) || readFileSync(manifestPath, "utf8") !== text;
  if (changed) writeFileSync(manifestPath, text);
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, sources);
  if (changed) console.log("Their content differs from the manifest: public/datasets/manifest.json is rewritten.");
}

function timed(draw: () => ShippedEntry): ShippedEntry {
  const started = performance.now();
  const entry = draw();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const images = `${entry.train} + ${entry.heldOut} images`;
  const stored = filesOf(entry).reduce((sum, { path }) => sum + statSync(join(target, path)).size, 0);
  console.log(`Data sets: drew ${entry.id} (${images}, ${(stored / 1e6).toFixed(2)} MB gzipped) in ${seconds} s.`);
  return entry;
}

function filesOf({ files }: ShippedEntry) {
  return Object.values(files);
}

/** Every file is there with the content that the manifest lists, and was built by the present sources. */
function isUpToDate(sources: string): boolean {
  if (!havePreviews() || !existsSync(stampPath) || readFileSync(stampPath, "utf8") !== sources) return false;
  try {
    const { datasets } = JSON.parse(readFileSync(manifestPath, "utf8")) as Manifest;
    const files = datasets.flatMap(filesOf);
    return files.every((file) => sha256(gunzipSync(readFileSync(join(target, file.path)))) === file.sha256);
  } catch {
    return false; // missing, cut short or damaged: build it again
  }
}

/** One checksum over every source file that has a say in the data. */
function sourcesChecksum(): string {
  const files = [...COMMON_SOURCES, ...JOBS.flatMap(({ sources }) => sources)].flatMap(filesUnder);
  return sha256(files.map((file) => `${file}\n${readFileSync(join(root, file), "utf8")}`).join("\n"));
}

/** The file itself, or the files of a folder without its tests. */
function filesUnder(path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  const names = readdirSync(join(root, path)).filter((name) => !name.endsWith(".test.ts"));
  return names.sort().map((name) => `${path}/${name}`);
}
