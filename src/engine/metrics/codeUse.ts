import type { Codes } from "../training/evaluate";

/** How a codebook is used. */
export interface CodeUse {
  /** What share of all cells chose each code. [K] */
  readonly shares: Float64Array;
  /** exp(−Σ p log p) of these shares, 1 … K: as many codes, chosen evenly, would say as much (van den Oord et al. 2017). */
  readonly perplexity: number;
  /** How many codes any cell chose. */
  readonly inUse: number;
}

/** How the codes are used by samples that have been encoded: at least one cell. */
export function codeUse({ choices, indices }: Pick<Codes, "choices" | "indices">): CodeUse {
  const shares = new Float64Array(choices);
  for (const index of indices) shares[index] = (shares[index] as number) + 1 / indices.length;
  let entropy = 0;
  let inUse = 0;
  for (const share of shares) {
    if (share === 0) continue;
    entropy -= share * Math.log(share);
    inUse++;
  }
  return { shares, perplexity: Math.exp(entropy), inUse };
}
