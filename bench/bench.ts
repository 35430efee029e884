/** `npm run bench -- NAME [--quick]`: measures, prints a table, and as its last line one JSON object. Gates nothing. */
import { parseArgs } from "node:util";
import { endCleanly, main, PlainError } from "../scripts/lib/run.mjs";
import type { BenchResult } from "./lib/result";

interface Bench {
  readonly run: (options: { quick: boolean }) => Promise<BenchResult>;
}

const benches: Record<string, () => Promise<Bench>> = {
  "cpu-conv": () => import("./cpu-conv"),
  "cpu-dense": () => import("./cpu-dense"),
  "gpu-conv": () => import("./gpu-conv"),
  "gpu-dense": () => import("./gpu-dense"),
  "gpu-issue": () => import("./gpu-issue"),
  ui: () => import("./ui"),
};

endCleanly();
main(async () => {
  const { values, positionals } = parseArgs({
    options: { quick: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const [name = ""] = positionals;
  const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (!load) {
    const names = Object.keys(benches).join(", ");
    throw new PlainError(`Which bench? npm run bench -- NAME [--quick], where NAME is one of: ${names}`);
  }
  const { run } = await load();
  const { ratios, figures } = await run({ quick: values.quick });
  console.log(JSON.stringify({ bench: name, ratios, figures }));
});
