import type { FactorInformation } from "../../../engine/metrics/disentanglement";

/** Mutual information over each factor's entropy, in [0, 1]: [F × D]; 0 for a factor that does not vary. */
export function sharesOf({ matrix, entropies }: FactorInformation): Float64Array {
  const dimensions = matrix.length / entropies.length;
  return matrix.map((value, i) => {
    const entropy = entropies[Math.floor(i / dimensions)] as number;
    return entropy > 0 ? value / entropy : 0;
  });
}

/** Of each factor, by how much its best dimension leads the second: [F]; their mean is the MIG. */
export function gapsOf(information: FactorInformation): number[] {
  const shares = sharesOf(information);
  const dimensions = shares.length / information.entropies.length;
  return Array.from(information.entropies, (_, f) => {
    const [best = 0, second = 0] = shares.slice(f * dimensions, (f + 1) * dimensions).sort((a, b) => b - a);
    return best - second;
  });
}
