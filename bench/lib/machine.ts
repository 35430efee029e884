import { cpus, loadavg } from "node:os";
import { round } from "./statistics";

/** What the figures depend on: processors, and how busy others kept them. */
export function machine() {
  const [load = 0] = loadavg();
  return { cores: cpus().length, cpu: cpus()[0]?.model ?? "unknown", load: round(load, 2) };
}
