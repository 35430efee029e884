/** `npm run bench -- NAME [--quick] [--runtime node-gpu]`: measures, prints a table, and as its last line one JSON object. Gates nothing. */
import { parseArgs } from "node:util";
import { endCleanly, main, PlainError } from "../scripts/lib/run.mjs";
import type { BenchResult } from "./lib/result";
import { type Options, RUNTIMES, type Runtime } from "./training/withPeers";

interface Bench {
  readonly run: (options: Options) => Promise<BenchResult>;
}

const benches: Record<string, () => Promise<Bench>> = {
  "cpu-conv": () => import("./cpu-conv"),
  "cpu-dense": () => import("./cpu-dense"),
  "gpu-conv": () => import("./gpu-conv"),
  "gpu-dense": () => import("./gpu-dense"),
  "gpu-issue": () => import("./gpu-issue"),
  hour: () => import("./hour"),
  import: () => import("./import"),
  memory: () => import("./memory"),
  sample: () => import("./sample"),
  scale: () => import("./scale"),
  start: () => import("./start"),
  ui: () => import("./ui"),
};
/** Those that can do without a browser. */
const IN_NODE = ["gpu-conv", "gpu-dense", "gpu-issue", "sample", "scale"];

const isRuntime = (word: string): word is Runtime => (RUNTIMES as readonly string[]).includes(word);

function runtimeFor(name: string, word: string): Runtime {
  if (!isRuntime(word)) throw new PlainError(`--runtime is one of: ${RUNTIMES.join(", ")}`);
  if (word !== "browser" && !IN_NODE.includes(name))
    throw new PlainError(`--runtime ${word} is for: ${IN_NODE.join(", ")}`);
  return word;
}

endCleanly();
main(async () => {
  const { values, positionals } = parseArgs({
    options: { quick: { type: "boolean", default: false }, runtime: { type: "string", default: "browser" } },
    allowPositionals: true,
  });
  const [name = ""] = positionals;
  const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!load) {
    const names = Object.keys(benches).join(", ");
    throw new PlainError(`Which bench? npm run bench -- NAME [--quick], where NAME is one of: ${names}`);
  }
  const runtime = runtimeFor(name, values.runtime);
  const { run } = await load();
  const { ratios, figures } = await run({ quick: values.quick, runtime });
  console.log(JSON.stringify({ bench: name, ratios, figures }));
});
