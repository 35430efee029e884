/** The true posterior p(z|x) ∝ p(x|z) p(z) of one sample on an even grid, over one or two latent dimensions. */
import { logSumExp } from "./likelihood";

/** A Gaussian with independent dimensions, like q(z|x). */
export interface DiagonalGaussian {
  readonly mu: readonly number[]; // [D]
  readonly sigma: readonly number[]; // [D], positive
}

/** log p(x, z) of rows of z [n × D] → [n], nats; undefined when given up. */
export type LogJoint = (z: Float32Array) => Promise<Float64Array | undefined>;

/** What a grid covers: from `low` to `high` in every dimension, `side` nodes each. */
interface Box {
  readonly side: number;
  readonly low: readonly number[]; // [D]
  readonly high: readonly number[]; // [D]
}

export interface PosteriorGrid extends Box {
  /** log p(x, z) at every node, the first dimension changing fastest: [side ^ D], nats. */
  readonly logJoint: Float64Array;
  /** log p(x) = log ∫ p(x, z) dz, nats. */
  readonly logEvidence: number;
  /** How far `logEvidence` is from that of every second node, nats: where this is small, the grid is fine enough. */
  readonly error: number;
}

/** Nearly all of the prior lies within this many standard deviations. */
const PRIOR_REACH = 4;
const Q_REACH = 5;
/** Even an untrained or a broken encoder does not take the grid farther than this. */
const MOST_REACH = 20;
/** Nodes this many nats below the highest do not count: e⁻¹⁴ ≈ 10⁻⁶. */
const NEGLIGIBLE = 14;
/** A box this much smaller is worth another grid. */
const WORTH = 0.7;
const MOST_ROUNDS = 4;

/**
 * First over the prior's ±4 and q, then closer and closer around where p(x, z) and q have their mass. An even sum over a smooth
 * density that vanishes at the ends converges faster than any power of the spacing, once that is below its width.
 *
 * @param q [D] with D = 1 or 2
 * @returns undefined when given up
 * @throws RangeError where q is not finite, or p(x, z) is not a number
 */
export async function posteriorGrid(
  logJoint: LogJoint,
  q: DiagonalGaussian,
  side: number,
): Promise<PosteriorGrid | undefined> {
  const ofQ = boxOfQ(q);
  let box: Box = unite({ side, low: q.mu.map(() => -PRIOR_REACH), high: q.mu.map(() => PRIOR_REACH) }, ofQ);
  for (let round = 1; ; round++) {
    const values = await logJoint(nodesOf(box));
    if (!values) return undefined;
    const next = unite(boxOfMass(box, values), ofQ);
    if (round === MOST_ROUNDS || volume(next) > WORTH * volume(box)) return finish(box, values);
    box = next;
  }
}

/**
 * KL(q ‖ p(z|x)) = ∫ q(z) (log q(z) − log p(z|x)) dz on the grid, nats, and the mass of q there: 1 where the grid resolves it.
 */
export function klOnGrid({ mu, sigma }: DiagonalGaussian, grid: PosteriorGrid): { kl: number; mass: number } {
  const nodes = nodesOf(grid);
  const dimensions = mu.length;
  const weight = cell(grid);
  let [kl, mass] = [0, 0];
  grid.logJoint.forEach((logJoint, i) => {
    let logQ = 0;
    for (let d = 0; d < dimensions; d++)
      logQ += logNormal(nodes[i * dimensions + d] as number, mu[d] as number, sigma[d] as number);
    const q = weight * Math.exp(logQ);
    mass += q;
    if (q > 0) kl += q * (logQ - logJoint + grid.logEvidence);
  });
  return { kl, mass };
}

/** log N(z; mu, sigma²). */
export function logNormal(z: number, mu: number, sigma: number): number {
  const standard = (z - mu) / sigma;
  return -0.5 * (standard * standard + Math.log(2 * Math.PI)) - Math.log(sigma);
}

/** Every node, row by row: [side ^ D × D]. */
export function nodesOf({ side, low, high }: Box): Float32Array {
  const dimensions = low.length;
  const nodes = new Float32Array(side ** dimensions * dimensions);
  for (let i = 0; i < nodes.length; i++) {
    const d = i % dimensions;
    const at = Math.floor(Math.floor(i / dimensions) / side ** d) % side;
    const [from, to] = [low[d] as number, high[d] as number];
    nodes[i] = from + ((to - from) * at) / (side - 1);
  }
  return nodes;
}

function finish(box: Box, logJoint: Float64Array): PosteriorGrid {
  const { side, low } = box;
  const logCell = Math.log(cell(box));
  const every2 = logJoint.filter((_, i) => low.every((_, d) => (Math.floor(i / side ** d) % side) % 2 === 0));
  const logEvidence = logSumExp(logJoint) + logCell;
  const coarse = logSumExp(every2) + logCell + low.length * Math.log(2);
  return { ...box, logJoint, logEvidence, error: Math.abs(logEvidence - coarse) };
}

/** How much of the latent one node stands for. */
function cell(box: Box): number {
  return volume(box) / (box.side - 1) ** box.low.length;
}

function volume({ low, high }: Box): number {
  return low.reduce((product, from, d) => product * ((high[d] as number) - from), 1);
}

/** The nodes that count, and one and a half spacings around them. */
function boxOfMass({ side, low, high }: Box, logJoint: Float64Array): Box {
  const most = logJoint.reduce((a, b) => Math.max(a, b));
  const first = low.map(() => side);
  const last = low.map(() => 0);
  logJoint.forEach((value, i) => {
    if (value < most - NEGLIGIBLE) return;
    for (let d = 0; d < low.length; d++) {
      const at = Math.floor(i / side ** d) % side;
      first[d] = Math.min(first[d] as number, at);
      last[d] = Math.max(last[d] as number, at);
    }
  });
  const place = (d: number, at: number) =>
    (low[d] as number) + (((high[d] as number) - (low[d] as number)) * at) / (side - 1);
  return {
    side,
    low: first.map((at, d) => place(d, at - 1.5)),
    high: last.map((at, d) => place(d, at + 1.5)),
  };
}

function boxOfQ({ mu, sigma }: DiagonalGaussian): Pick<Box, "low" | "high"> {
  if (![...mu, ...sigma].every(Number.isFinite))
    throw new RangeError("q is not finite: the encoder has left its range.");
  const within = (value: number) => Math.min(MOST_REACH, Math.max(-MOST_REACH, value));
  return {
    low: mu.map((mean, d) => within(mean - Q_REACH * (sigma[d] as number))),
    high: mu.map((mean, d) => within(mean + Q_REACH * (sigma[d] as number))),
  };
}

function unite(box: Box, other: Pick<Box, "low" | "high">): Box {
  return {
    ...box,
    low: box.low.map((value, d) => Math.min(value, other.low[d] as number)),
    high: box.high.map((value, d) => Math.max(value, other.high[d] as number)),
  };
}
