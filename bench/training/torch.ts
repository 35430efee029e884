import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/lib/run.mjs";
import type { WorkId } from "./work/messages";

const SCRIPT = join(root, "bench/training/torch_step.py");
/** Debian installs PyTorch for its own Python, which need not be the first one found. */
const PYTHONS = ["/usr/bin/python3", "python3"];

/** Milliseconds a step by number of threads, or why there is no such figure. */
export async function torchStep(
  work: WorkId,
  steps: number,
): Promise<{ threads: Record<string, number> } | { missing: string }> {
  let reason = "";
  for (const python of PYTHONS) {
    try {
      const { stdout } = await promisify(execFile)(python, [SCRIPT, work, String(steps)]);
      return { threads: JSON.parse(stdout) };
    } catch (error) {
      reason = /No module named 'torch'/.test(String(error)) ? "PyTorch is not installed" : String(error).slice(0, 200);
    }
  }
  return { missing: reason };
}
