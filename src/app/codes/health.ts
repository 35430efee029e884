import type { CodeUsage } from "../../engine/metrics/codeUsage";

/** How a codebook does: nothing is said before anything has been learned. */
export type Health = "unknown" | "fine" | "dead" | "collapsed";

/** Of this share of the codes, evenly used, a collapsed codebook says no more than. */
const COLLAPSED = 0.02;

/** @param dead codes that count as dead now */
export function healthOf(usage: CodeUsage | undefined, step: number, dead: number): Health {
  if (!usage || step === 0) return "unknown";
  const choices = usage.counts.length;
  if (usage.perplexity <= 1 + COLLAPSED * (choices - 1)) return "collapsed";
  return dead > 0 ? "dead" : "fine";
}
