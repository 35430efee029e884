import {
  mean,
  type Scalar,
  square,
  stack,
  sub,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { gatherSamples, type Samples, sampleSize } from "../data/samples";
import { splitChoices, zOfLevels } from "../models/codeLevels";
import { cellsIn, type DiscreteModel } from "../models/model";
import { key, permutation, Stream } from "../random";
import { type Codes, read } from "../training/evaluate";
import type { Pace } from "./chunks";
import { type CodeUsage, codeUsage } from "./codeUsage";

/** What each level of a hierarchy is worth; the coarsest first. */
export interface LevelErrors {
  /** Mean squared error per pixel with all levels. */
  readonly mse: number;
  readonly levels: readonly {
    /** With this level alone: the others have the mean of their codes everywhere. */
    readonly alone: number;
    /** With this level's codes shuffled among all cells of all samples. */
    readonly scrambled: number;
    readonly usage: Pick<CodeUsage, "bits" | "entropyBits" | "perplexity" | "used">;
  }[];
}

const CHUNK = 100;

/**
 * Held-out errors where a level is left alone, or scrambled. The caller must not train in between.
 * @param breathe called between chunks; when it answers false, the pass is given up
 */
export async function levelErrors(
  model: DiscreteModel,
  samples: Samples,
  { breathe, progress }: Pace,
): Promise<LevelErrors | undefined> {
  const { levels } = model;
  const { count } = samples;
  const batches = Array.from({ length: Math.ceil(count / CHUNK) }, (_, i) => {
    const first = i * CHUNK;
    return Array.from({ length: Math.min(CHUNK, count - first) }, (_, j) => first + j);
  });
  const xOf = (batch: readonly number[]) =>
    tensor2d(gatherSamples(samples, batch), [batch.length, sampleSize(samples)]);
  const codes = levels.map((level) => new Uint16Array(count * cellsIn(level)));
  for (const [i, batch] of batches.entries()) {
    const chosen = tidy(() => splitChoices(model.nearest(model.encode(xOf(batch))), levels));
    for (const [l, level] of levels.entries())
      codes[l]?.set(await read(chosen[l] as Tensor), i * CHUNK * cellsIn(level));
    progress?.((i + 1) / batches.length / 2);
    if (!(await breathe())) return undefined;
  }
  const scrambled = codes.map((own, l) => {
    const order = permutation(key(Stream.analysis, l), own.length);
    return own.map((_, i) => own[order[i] as number] as number);
  });
  let sums: number[] = [];
  for (const [i, batch] of batches.entries()) {
    const errors = tidy(() => {
      const x = xOf(batch);
      const of = (from: readonly Uint16Array[], l: number) => {
        const cells = cellsIn(levels[l] as (typeof levels)[number]);
        const own = from[l]?.subarray(i * CHUNK * cells, (i * CHUNK + batch.length) * cells);
        return tensor1d(Int32Array.from(own as Uint16Array), "int32");
      };
      const errorOf = (choices: readonly (Tensor1D | undefined)[]): Scalar =>
        mean(square(sub(x, model.decode(zOfLevels(model, choices, batch.length)))));
      const own = levels.map((_, l) => of(codes, l));
      return stack([
        errorOf(own),
        ...levels.map((_, l) => errorOf(own.map((each, other) => (other === l ? each : undefined)))),
        ...levels.map((_, l) => errorOf(own.map((each, other) => (other === l ? of(scrambled, l) : each)))),
      ]);
    });
    const found = await read(errors);
    sums = Array.from(found, (error, j) => (sums[j] ?? 0) + error * batch.length);
    progress?.(0.5 + (i + 1) / batches.length / 2);
    if (!(await breathe())) return undefined;
  }
  const errors = sums.map((sum) => sum / count);
  return {
    mse: errors[0] as number,
    levels: levels.map(({ height, width, codebook }, l) => ({
      alone: errors[1 + l] as number,
      scrambled: errors[1 + levels.length + l] as number,
      usage: usageOf({ height, width, choices: codebook.size, indices: codes[l] as Uint16Array }),
    })),
  };
}

function usageOf(codes: Codes) {
  const { bits, entropyBits, perplexity, used } = codeUsage(codes);
  return { bits, entropyBits, perplexity, used };
}
