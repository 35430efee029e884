/** `npm run oracles`: rebuilds the fixtures in src/engine/{models,kernels,metrics}/fixtures/ with PyTorch and scikit-learn. Tests need neither. */
import { capture, endCleanly, main, PlainError, run, runNode } from "./lib/run.mjs";

const ORACLES = ["images", "random_numbers", "pca", "models", "vaes", "decoders", "kernels", "classes", "measures"];
const FOLDERS = ["src/engine/models/fixtures", "src/engine/kernels/fixtures", "src/engine/metrics/fixtures"];
const NEEDED = "import numpy, sklearn, torch";

async function findPython() {
  for (const python of ["/usr/bin/python3", "python3"]) {
    const { code } = await capture(python, ["-c", NEEDED]);
    if (code === 0) return python;
  }
  throw new PlainError(
    "The oracles need a Python with PyTorch and scikit-learn, for example on Debian:\n" +
      "  apt-get install python3-torch python3-sklearn\n" +
      "Only rebuilding the fixtures needs them: the tests use the fixtures as they are.\n" +
      "오라클을 다시 만들려면 PyTorch와 scikit-learn이 있는 Python이 필요합니다.",
  );
}

endCleanly();
main(async () => {
  const python = await findPython();
  for (const oracle of ORACLES) {
    const code = await run(python, ["-B", `scripts/oracles/${oracle}.py`]);
    if (code !== 0) throw new PlainError(`scripts/oracles/${oracle}.py failed: see above.`);
  }
  await runNode(["node_modules/@biomejs/biome/bin/biome", "format", "--write", ...FOLDERS]);
});
