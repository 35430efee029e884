/** `npm run build`: installs, builds the data sets, then dist/. */
import { build, ensureDatasets } from "./lib/build.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { endCleanly, main } from "./lib/run.mjs";

endCleanly();
main(async () => {
  await ensureInstalled();
  await ensureDatasets();
  await build();
});
