/** Serves dist/ as it is: `node scripts/serve.mjs --port N [--host H]`. A taken port is an error. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { endCleanly, main, PlainError, root } from "./lib/run.mjs";
import { readPort, serve } from "./lib/serve.mjs";

main(async () => {
  const { values } = parseArgs({ options: { port: { type: "string", default: "4173" }, host: { type: "string" } } });
  const dir = join(root, "dist");
  if (!existsSync(join(dir, "index.html"))) throw new PlainError("There is no dist/ yet: run npm run build first.");
  const server = await serve({ dir, port: readPort(values.port), host: values.host, strict: true });
  endCleanly({ code: () => 0, before: server.close });
  console.log(`Serving dist/: ${server.url}`);
});
