/** What a codebook is given between two steps: its start, a new one for dead codes, or a collapse to look at. */
import { concat, gather, ones, reshape, type Tensor2D, tensor1d, tidy, type Variable } from "@tensorflow/tfjs-core";
import { nearestCode, sumByCode } from "../kernels/nearestCode";
import { splitLevels } from "../models/codeLevels";
import { type CodeLevel, type DiscreteModel, isDiscrete } from "../models/model";
import { type Codebook, meanByCode } from "../nn/codebook";
import { key, normals, permutation, Stream } from "../random";
import { read } from "./evaluate";
import type { Trainer } from "./trainer";

/** Steps between two looks for dead codes. */
export const LOOK_EVERY = 100;
/** A code that is chosen less than so much of its even share is dead. */
const DEAD_SHARE = 0.01;
/** How far above that a code begins anew: less than what a code that nothing chooses loses until the next look. */
const REVIVED = 2;
/** Vectors that k-means is given, where a code has no more than this share of them. */
const START_VECTORS = 4096;
const VECTORS_A_CODE = 8;
const START_ITERATIONS = 20;
/** How far from one another collapsed codes are, of their distance to 0. */
const COLLAPSED = 1e-3;

/** Steps until `tend` has something to do: 0 where it has now. */
export function untended({ model, experiment, step }: Trainer): number {
  if (!isDiscrete(model) || model.codebook.learning === "nothing") return Number.POSITIVE_INFINITY;
  if (step === 0 && experiment.codebookInit === "kmeans") return 0;
  if (experiment.restart === "off") return Number.POSITIVE_INFINITY;
  return step === 0 ? LOOK_EVERY : (LOOK_EVERY - (step % LOOK_EVERY)) % LOOK_EVERY;
}

/** Before the first step, and later whenever `untended` is 0. */
export async function tend(trainer: Trainer): Promise<void> {
  if (trainer.step === 0) await startCodes(trainer);
  else await reviveDead(trainer, ({ isLocked }) => !isLocked);
}

/** One level after the other, from the coarsest down: what the ones below say depends on its codes. */
async function startCodes(trainer: Trainer): Promise<void> {
  for (let level = 0; level < discrete(trainer).levels.length; level++) await startLevel(trainer, level);
}

/** k-means of what the encoder makes of the first batches (Lloyd 1982), from codes drawn of it. */
async function startLevel(trainer: Trainer, level: number): Promise<void> {
  const codebook = codebookOf(trainer, level);
  const K = codebook.size;
  const most = Math.max(START_VECTORS, VECTORS_A_CODE * K);
  const values = await read(
    tidy(() => {
      const batches: Tensor2D[] = [];
      for (let rows = 0, step = 1; rows < most; rows += batches.at(-1)?.shape[0] ?? most, step++)
        batches.push(vectorsOf(trainer, level, step));
      const z = concat(batches); // [N, D]
      const n = z.shape[0];
      const order = permutation(key(trainer.experiment.seed + level, Stream.codebook), n);
      const drawn = tensor1d(
        Int32Array.from({ length: K }, (_, k) => order[k % n] as number),
        "int32",
      );
      const each = ones([n, 1]) as Tensor2D;
      let codes = gather(z, drawn);
      for (let i = 0; i < START_ITERATIONS; i++) {
        codes = tidy(() => {
          const indices = nearestCode(z, codes);
          return meanByCode(codes, sumByCode(each, indices, K), sumByCode(z, indices, K));
        });
      }
      return codes;
    }),
  );
  await setCodes(
    trainer,
    codebook,
    values.slice(),
    Array.from({ length: K }, (_, k) => k),
    0,
  );
}

/** Which codes hardly anything chooses; none before any step. */
export function deadCodes(usage: Float32Array): number[] {
  const even = usage.reduce((sum, n) => sum + n, 0) / usage.length;
  return [...usage.keys()].filter((k) => (usage[k] as number) < DEAD_SHARE * even);
}

/** Puts every dead code at what the encoder makes of some place of some sample of the next batch. @returns how many there were */
export async function reviveDead(
  trainer: Trainer,
  wanted: (codebook: Codebook) => boolean = () => true,
): Promise<number> {
  let revived = 0;
  for (const [level, { codebook }] of discrete(trainer).levels.entries())
    if (wanted(codebook)) revived += await reviveLevel(trainer, level);
  return revived;
}

async function reviveLevel(trainer: Trainer, level: number): Promise<number> {
  const codebook = codebookOf(trainer, level);
  const usage = await codebook.usage.data<"float32">();
  const dead = deadCodes(usage);
  if (dead.length === 0) return 0;
  const z = await read(tidy(() => vectorsOf(trainer, level, trainer.step + 1)));
  const [vectors, D] = [Float32Array.from(await codebook.vectors.data()), codebook.vectors.shape[1] as number];
  const order = permutation(key(trainer.experiment.seed + level, Stream.codebook, trainer.step), z.length / D);
  for (const [i, k] of dead.entries()) {
    const from = order[i % order.length] as number;
    vectors.set(z.subarray(from * D, (from + 1) * D), k * D);
  }
  // Just alive: what nothing chooses until the next look is dead again.
  const even = usage.reduce((sum, n) => sum + n, 0) / usage.length;
  await setCodes(trainer, codebook, vectors, dead, REVIVED * DEAD_SHARE * even);
  return dead.length;
}

/** Puts all codes at nearly one point: where they are on average. */
export async function collapse(trainer: Trainer): Promise<void> {
  for (let level = 0; level < discrete(trainer).levels.length; level++) await collapseLevel(trainer, level);
}

async function collapseLevel(trainer: Trainer, level: number): Promise<void> {
  const codebook = codebookOf(trainer, level);
  const [K, D] = codebook.vectors.shape as [number, number];
  const before = await codebook.vectors.data<"float32">();
  const middle = Array.from({ length: D }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += before[k * D + j] as number;
    return sum / K;
  });
  const spread = COLLAPSED * Math.max(Math.hypot(...middle), COLLAPSED);
  const away = normals(key(trainer.experiment.seed + level, Stream.codebook, trainer.step), K * D);
  const vectors = away.map((value, i) => (middle[i % D] as number) + spread * value);
  await setCodes(
    trainer,
    codebook,
    vectors,
    Array.from({ length: K }, (_, k) => k),
    0,
  );
}

/**
 * Puts codes elsewhere: they begin anew there, as if so many vectors of a batch had chosen each of them.
 * @param vectors all of them, [K · D]
 * @param moved the numbers of those that are not where they were
 */
async function setCodes(
  trainer: Trainer,
  codebook: Codebook,
  vectors: Float32Array<ArrayBuffer>,
  moved: readonly number[],
  usage: number,
): Promise<void> {
  const D = codebook.vectors.shape[1] as number;
  const putRows = async (target: Variable, row: (k: number) => ArrayLike<number>) => {
    const values = Float32Array.from(await target.data());
    for (const k of moved) values.set(row(k), k * (target.shape[1] as number));
    trainer.write(target, values);
  };
  const moments = trainer.parts.filter(({ value }) => value === codebook.vectors).flatMap(({ m, v }) => [m, v]);
  trainer.write(codebook.vectors, vectors);
  await putRows(codebook.usage, () => [usage]);
  await putRows(codebook.sums, (k) => vectors.subarray(k * D, (k + 1) * D).map((value) => value * usage));
  for (const moment of moments) await putRows(moment, () => new Float32Array(D));
}

/** What the encoder makes of every place of a batch, at one level, [B · cells, D]. */
function vectorsOf(trainer: Trainer, level: number, step: number): Tensor2D {
  const { code, levels } = discrete(trainer);
  const { x } = trainer.batchOf(step, trainer.experiment);
  return reshape(splitLevels(trainer.model.encode(x).mu, levels)[level] as Tensor2D, [-1, code.dimensions]);
}

const codebookOf = (trainer: Trainer, level: number): Codebook =>
  (discrete(trainer).levels[level] as CodeLevel).codebook;

function discrete({ model }: Trainer): DiscreteModel {
  if (!isDiscrete(model)) throw new TypeError("this model has no codebook");
  return model;
}
