/** How well single latent dimensions stand for single factors of the data, where the factors are known. */
import { inChunks, type Pace } from "./chunks";
import { contingency, entropy, margins, mutualInformation } from "./contingency";
import { checkLabels, countRows, type Features } from "./features";

/** The true factors of each image, e.g. shape, scale, position: integers from 0. */
export interface Factors {
  readonly sizes: readonly number[]; // [F]: how many values each factor can take
  readonly values: ArrayLike<number>; // [count × F]
}

export interface FactorInformation {
  readonly matrix: Float64Array; // [F × D], nats: mutual information of factor and dimension
  readonly entropies: Float64Array; // [F], nats; 0 for a factor that does not vary
}

/** One factor as labels [count], checked. */
export function factorLabels({ sizes, values }: Factors, factor: number, count: number): Uint32Array {
  if (values.length !== count * sizes.length)
    throw new RangeError(`${values.length} factor values are not ${sizes.length} for each of ${count} rows.`);
  const labels = Float64Array.from({ length: count }, (_, i) => values[i * sizes.length + factor] as number);
  checkLabels(labels, count, sizes[factor] as number);
  return Uint32Array.from(labels);
}

/**
 * Mutual information of each factor with each dimension of the codes, which is cut into `bins` of equal width between
 * its smallest and largest value (Locatello et al. 2019, appendix C). A constant dimension has none.
 *
 * @returns undefined when given up
 * @throws RangeError where there are no rows, factors do not fit the codes, or a value is not finite
 */
export async function factorInformation(
  codes: Features,
  factors: Factors,
  { breathe, progress }: Pace,
  bins = 20,
): Promise<FactorInformation | undefined> {
  const { dimensions } = codes;
  const rows = countRows(codes);
  if (rows === 0) throw new RangeError("No rows: there is no information in nothing.");
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`There must be at least one bin, not ${bins}.`);
  const labels = factors.sizes.map((_, factor) => factorLabels(factors, factor, rows));
  const matrix = new Float64Array(labels.length * dimensions);
  const entropies = new Float64Array(labels.length);
  const finished = await inChunks(dimensions, 10 * rows * (1 + labels.length), breathe, (start, end) => {
    for (let d = start; d < end; d++) {
      const binned = binDimension(codes, d, rows, bins);
      labels.forEach((factor, f) => {
        const table = contingency(factor, binned, factors.sizes[f] as number, bins);
        matrix[f * dimensions + d] = mutualInformation(table);
        entropies[f] = entropy(margins(table)[0]);
      });
    }
    progress?.(end / dimensions);
  });
  return finished ? { matrix, entropies } : undefined;
}

/**
 * Mutual information gap (Chen et al. 2018, eq. 6): how much more the best dimension of a factor tells about it than
 * the second best, over the factor's entropy; the mean over factors that vary. In [0, 1].
 *
 * @throws RangeError where no factor varies
 */
export function mutualInformationGap({ matrix, entropies }: FactorInformation): number {
  const dimensions = matrix.length / entropies.length;
  const gaps: number[] = [];
  entropies.forEach((entropyOfFactor, f) => {
    if (entropyOfFactor === 0) return;
    const [best = 0, second = 0] = matrix.slice(f * dimensions, (f + 1) * dimensions).sort((a, b) => b - a);
    gaps.push((best - second) / entropyOfFactor);
  });
  if (gaps.length === 0) throw new RangeError("No factor varies: there is nothing to disentangle.");
  return gaps.reduce((a, b) => a + b) / gaps.length;
}

function binDimension({ dimensions, values }: Features, d: number, rows: number, bins: number): Uint32Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = d; i < values.length; i += dimensions) {
    low = Math.min(low, values[i] as number);
    high = Math.max(high, values[i] as number);
  }
  return Uint32Array.from({ length: rows }, (_, i) => {
    if (high === low) return 0;
    const place = ((values[i * dimensions + d] as number) - low) / (high - low);
    return Math.min(Math.floor(place * bins), bins - 1);
  });
}
