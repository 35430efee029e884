import type { CodeUsage } from "../../engine/metrics/codeUsage";

/** How a codebook does: nothing is said before anything has been learned. */
export type Health = "unknown" | "fine" | "dead" | "collapsed";

/** A codebook of which a smaller share is in use has collapsed; so has one of which a single code is. */
const COLLAPSED = 0.15;

/** @param dead codes that count as dead now */
export function healthOf(usage: CodeUsage | undefined, step: number, dead: number): Health {
  if (!usage || step === 0) return "unknown";
  if (usage.used === 1 || usage.used < COLLAPSED * usage.counts.length) return "collapsed";
  return dead > 0 ? "dead" : "fine";
}
