import type { Codes } from "../training/evaluate";

/** How a codebook is used by samples. */
export interface CodeUsage {
  /** Cells that chose each code, [K]. */
  readonly counts: Uint32Array;
  /** Codes that any cell chose. */
  readonly used: number;
  /** exp(H) of the choices: as many codes as would be in use, were they used evenly; in [1, K]. */
  readonly perplexity: number;
  /** What an image takes if each cell is written down by the number of its code: cells · log₂ K. */
  readonly bits: number;
  /** What it takes with the best code words for how often each is chosen: cells · H / log 2. */
  readonly entropyBits: number;
}

export function codeUsage({ height, width, choices, indices }: Codes): CodeUsage {
  const counts = new Uint32Array(choices);
  for (const k of indices) counts[k] = (counts[k] as number) + 1;
  let [entropy, used] = [0, 0];
  for (const count of counts) {
    if (count === 0) continue;
    used++;
    entropy -= (count / indices.length) * Math.log(count / indices.length);
  }
  const cells = height * width;
  return {
    counts,
    used,
    perplexity: Math.exp(entropy),
    bits: cells * Math.log2(choices),
    entropyBits: (cells * entropy) / Math.LN2,
  };
}
