import { bits, key, Stream } from "../random";
import { accuracy } from "./accuracy";
import { inChunks, type Pace } from "./chunks";
import { contingency } from "./contingency";
import { type Factors, factorLabels } from "./disentanglement";
import { countRows, type Features } from "./features";
import { classifyByProbe, trainLinearProbe } from "./linearProbe";
import type { Labelled } from "./nearestNeighbours";

export interface BetaVaeScoreOptions {
  /** Pairs of images behind one example of the classifier (L in the paper). */
  readonly pairs: number;
  readonly trainExamples: number;
  readonly testExamples: number;
}

const DEFAULTS: BetaVaeScoreOptions = { pairs: 64, trainExamples: 1000, testExamples: 500 };
/** Hardly any penalty: mean differences of codes are small numbers. */
const C = 1e4;

/**
 * The disentanglement metric of β-VAE (Higgins et al. 2017, § 3): images come in pairs that agree in one factor y;
 * a linear classifier guesses y from the mean of |z₁ − z₂| over L pairs. Its held-out accuracy, from 1 ÷ (factors that vary)
 * by chance to 1.
 *
 * @param codes μ of each image
 * @returns undefined when given up
 * @throws RangeError where fewer than two factors vary, factors do not fit the codes, or a value is not finite
 */
export async function betaVaeScore(
  codes: Features,
  factors: Factors,
  seed: number,
  { breathe, progress }: Pace,
  options: Partial<BetaVaeScoreOptions> = {},
): Promise<number | undefined> {
  const { pairs, trainExamples, testExamples } = { ...DEFAULTS, ...options };
  const rows = countRows(codes);
  const groups = factors.sizes
    .map((_, f) => sameValue(factorLabels(factors, f, rows)))
    .filter((group) => new Set(group).size > 1);
  if (groups.length < 2)
    throw new RangeError(`The β-VAE score tells factors apart: two must vary, not ${groups.length}.`);
  const make = (count: number, streamKey: number) => examples(codes, groups, count, pairs, streamKey, breathe);
  const train = await make(trainExamples, key(seed, Stream.analysis, 0));
  const test = train && (await make(testExamples, key(seed, Stream.analysis, 1)));
  const probe = test && (await trainLinearProbe(train, groups.length, C, { breathe, ...(progress && { progress }) }));
  if (!probe) return undefined;
  progress?.(1);
  return accuracy(contingency(test.labels, classifyByProbe(probe, test), groups.length, groups.length));
}

/** For each row, the rows that have the same value of a factor. */
function sameValue(labels: Uint32Array): number[][] {
  const byValue = new Map<number, number[]>();
  labels.forEach((label, i) => {
    const others = byValue.get(label);
    if (others) others.push(i);
    else byValue.set(label, [i]);
  });
  return Array.from(labels, (label) => byValue.get(label) as number[]);
}

/** Mean |z₁ − z₂| over pairs that agree in a factor, and which factor that was. */
async function examples(
  { dimensions, values }: Features,
  groups: number[][][],
  count: number,
  pairs: number,
  streamKey: number,
  breathe: Pace["breathe"],
): Promise<Labelled | undefined> {
  let drawn = 0;
  const pick = (most: number) => bits(streamKey, drawn++) % most;
  const means = new Float64Array(count * dimensions);
  const labels = new Uint32Array(count);
  const finished = await inChunks(count, pairs * dimensions, breathe, (start, end) => {
    for (let i = start; i < end; i++) {
      const factor = pick(groups.length);
      const group = groups[factor] as number[][];
      labels[i] = factor;
      for (let pair = 0; pair < pairs; pair++) {
        const first = pick(group.length);
        const alike = group[first] as number[];
        const second = alike[pick(alike.length)] as number;
        for (let d = 0; d < dimensions; d++) {
          const a = values[first * dimensions + d] as number;
          const b = values[second * dimensions + d] as number;
          means[i * dimensions + d] = (means[i * dimensions + d] as number) + Math.abs(a - b) / pairs;
        }
      }
    }
  });
  return finished ? { dimensions, values: means, labels } : undefined;
}
