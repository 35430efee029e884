import type { CodeUsage } from "../../engine/metrics/codeUsage";
import type { CodebookPicture } from "../../workers/rooms/vq";

/** How a codebook does. Collapsed: all codes are one, or few of them are in use. Dead: some are hardly ever chosen. */
export type Health = "unknown" | "fine" | "dead" | "onePoint" | "fewInUse";

/** A codebook of which a smaller share is in use has collapsed; so has one of which a single code is. */
const FEW = 0.15;
/** Codes that differ by less than this share of their length are as good as one. */
const ONE_POINT = 0.05;

/** @param usage of the held-out samples, at the last evaluation */
export function healthOf(
  usage: CodeUsage | undefined,
  step: number,
  codebook: Pick<CodebookPicture, "vectors" | "dimensions" | "dead"> | undefined,
): Health {
  if (!usage || !codebook || step === 0) return "unknown";
  if (spreadOf(codebook) < ONE_POINT) return "onePoint";
  if (usage.used === 1 || usage.used < FEW * usage.counts.length) return "fewInUse";
  return codebook.dead.includes(true) ? "dead" : "fine";
}

/** How far codes are from their mean, of how far they are from 0; root mean squares, in [0, 1]. */
function spreadOf({ vectors, dimensions }: Pick<CodebookPicture, "vectors" | "dimensions">): number {
  const count = vectors.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (const [i, value] of vectors.entries()) mean[i % dimensions] = (mean[i % dimensions] as number) + value / count;
  let [away, length] = [0, 0];
  for (const [i, value] of vectors.entries()) {
    away += (value - (mean[i % dimensions] as number)) ** 2;
    length += value ** 2;
  }
  return length > 0 ? Math.sqrt(away / length) : 0;
}
