/** `npm run oracles`: rebuilds the fixtures in src/engine/{models,kernels,metrics,priors,judges}/fixtures/ with PyTorch and scikit-learn. Tests need neither. */
import { findPython } from "./lib/python.mjs";
import { endCleanly, main, PlainError, run, runNode } from "./lib/run.mjs";

const ORACLES = [
  "images",
  "random_numbers",
  "pca",
  "models",
  "autoencoders",
  "vaes",
  "hierarchies",
  "vqvaes",
  "decoders",
  "kernels",
  "classes",
  "measures",
  "priors",
  "judges",
];
const FOLDERS = ["models", "kernels", "metrics", "priors", "judges"].map((part) => `src/engine/${part}/fixtures`);
endCleanly();
main(async () => {
  const python = await findPython("numpy", "scipy", "sklearn", "torch");
  if (!python)
    throw new PlainError(
      "The oracles need a Python with PyTorch and scikit-learn, for example on Debian:\n" +
        "  apt-get install python3-torch python3-sklearn\n" +
        "Only rebuilding the fixtures needs them: the tests use the fixtures as they are.\n" +
        "오라클을 다시 만들려면 PyTorch와 scikit-learn이 있는 Python이 필요합니다.",
    );
  for (const oracle of ORACLES) {
    const code = await run(python, ["-B", `scripts/oracles/${oracle}.py`]);
    if (code !== 0) throw new PlainError(`scripts/oracles/${oracle}.py failed: see above.`);
  }
  await runNode(["node_modules/@biomejs/biome/bin/biome", "format", "--write", ...FOLDERS]);
});
