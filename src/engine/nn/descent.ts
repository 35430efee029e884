import { concat, reshape, type Tensor2D } from "@tensorflow/tfjs-core";
import { enlarging, type Stage, stages } from "./convNetwork";
import type { Layer } from "./layer";
import type { NetworkShape } from "./network";
import type { Parameters } from "./parameters";

/** The images of which a hierarchy's grids are made, the coarsest first: the last ones, `depth` counting down to the finest. */
export function levelStages(shape: NetworkShape, levels: number): Stage[] {
  const all = stages({ ...shape, depth: shape.depth + levels - 1 }).slice(1);
  return all.slice(-levels).reverse();
}

/** What the levels of a hierarchy are told of those above them: their codes, made larger from one level to the next. */
export class Descent {
  private readonly steps: readonly Layer[];

  /**
   * @param grids the coarsest first
   * @param dimensions D: numbers in a code
   */
  constructor(
    parameters: Parameters,
    name: string,
    private readonly grids: readonly Stage[],
    dimensions: number,
  ) {
    this.steps = grids.slice(1).map((to, i) => {
      const from = grids[i] as Stage;
      const channels = this.channels(i) + dimensions;
      return enlarging(parameters, `${name}.${i}`, { ...from, channels }, to);
    });
  }

  /** Numbers that each cell of a level is told: none of the coarsest. */
  channels(level: number): number {
    return level === 0 ? 0 : (this.grids[level] as Stage).channels;
  }

  /** From a level with its codes, z [B, cells · D], and what it has been told, to what the level below it is told. */
  next(level: number, z: Tensor2D, told: Tensor2D | undefined): Tensor2D {
    return (this.steps[level] as Layer).apply(this.beside(level, z, told), "relu");
  }

  /** What each cell of a level has, beside what it is told: [B, cells · (a + channels)]. */
  beside(level: number, own: Tensor2D, told: Tensor2D | undefined): Tensor2D {
    if (!told) return own;
    const { height, width } = this.grids[level] as Stage;
    const perCell = [own, told].map((rows) => reshape(rows, [rows.shape[0] * height * width, -1]));
    return reshape(concat(perCell as Tensor2D[], 1), [own.shape[0], -1]);
  }
}
