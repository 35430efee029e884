/**
 * Imports inside src/ run one way: engine ← workers ← app → lessons → components. The linter keeps packages out of the
 * layers where they do not belong; this checks which layer knows which, and that components know engine *types* only,
 * which the linter cannot say. `node scripts/direction.mjs`, and part of `npm run check`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./lib/run.mjs";

/** What each layer may import besides itself. `types` stands for imports that vanish when compiled. */
const MAY_IMPORT = {
  engine: {},
  workers: { engine: "all" },
  i18n: { engine: "types" },
  components: { i18n: "all", engine: "types" },
  lessons: { components: "all", i18n: "all", engine: "all" },
  app: { engine: "all", workers: "all", i18n: "all", components: "all", lessons: "all" },
};

const FROM = /^\s*(import|export)\s+(type\s+)?([^"';]*?)\s*\bfrom\s*["'](\.[^"']+)["']/gm;
const BARE = /\bimport\s*\(?\s*["'](\.[^"']+)["']/g;

/** The relative imports of a source text, each with whether it is for types only. */
export function importsOf(text) {
  const named = [...text.matchAll(FROM)].map(([, , type, what, path]) => {
    const names = /^\{([\s\S]*)\}$/
      .exec(what)?.[1]
      .split(",")
      .filter((name) => name.trim());
    return { path, types: Boolean(type) || Boolean(names?.length && names.every((name) => /^\s*type\s/.test(name))) };
  });
  return [...named, ...[...text.matchAll(BARE)].map(([, path]) => ({ path, types: false }))];
}

/** What is wrong with the imports of one file, given by its path inside src/ and its text. */
export function wrongImports(file, text) {
  const layer = file.split("/")[0];
  return importsOf(text).flatMap(({ path, types }) => {
    const target = posix.join(posix.dirname(file), path).split("/")[0];
    if (target === layer || !(layer in MAY_IMPORT) || !(target in MAY_IMPORT)) return [];
    const may = MAY_IMPORT[layer][target];
    if (may === "all" || (may === "types" && types)) return [];
    return [
      `src/${file}: ${layer} may import ${may === "types" ? "only types" : "nothing"} from ${target} ("${path}")`,
    ];
  });
}

/** Everything that is wrong in src/. Tests may import what they test with. */
export function checkDirection() {
  const src = join(root, "src");
  return readdirSync(src, { recursive: true })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .flatMap((file) => wrongImports(file, readFileSync(join(src, file), "utf8")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkDirection();
  console.log(problems.length > 0 ? problems.join("\n") : "All imports run one way.");
  process.exitCode = problems.length > 0 ? 1 : 0;
}
