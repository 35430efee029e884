/** A Python with what the oracles and the reference need. Debian installs PyTorch for its own, which may not be the first one found. */
import { capture } from "./run.mjs";

/** The Python that can import these modules, or nothing. */
export async function findPython(...modules) {
  for (const python of ["/usr/bin/python3", "python3"]) {
    const { code } = await capture(python, ["-c", `import ${modules.join(", ")}`]);
    if (code === 0) return python;
  }
  return undefined;
}
