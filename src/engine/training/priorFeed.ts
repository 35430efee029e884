import { cast, reshape, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D } from "@tensorflow/tfjs-core";
import { type CodeSet, isCodes } from "../data/codes";
import type { ImageSet } from "../data/dataset";
import { ResidentImages } from "../kernels/batch";
import { ResidentRows } from "../kernels/residentRows";
import { type Grid, levelsOf } from "../priors/prior";

/** What a prior is fed while it learns. */
export interface PriorBatch {
  /** int32 [B, H, W, colours], each in 0 … L − 1. */
  readonly x: Tensor4D;
  /** int32 [B], where the prior is told the class. */
  readonly label?: Tensor1D | undefined;
  /** int32 [B, h, w, 1], the codes above, where the prior is conditioned on them. */
  readonly above?: Tensor4D | undefined;
}

/** Batches of pixels' levels, or of codes, with their classes where the prior is told them. */
export class PriorFeed {
  private readonly samples: ResidentImages | ResidentRows;
  private readonly labels: ResidentRows | undefined;
  private readonly above: ResidentRows | undefined;

  /** @param told whether the prior is told the class */
  constructor(
    private readonly set: ImageSet | CodeSet,
    private readonly grid: Grid,
    told: boolean,
  ) {
    this.samples = isCodes(set) ? residentCodes(set) : new ResidentImages(set);
    if (isCodes(set) && set.above) this.above = residentCodes(set.above);
    if (told && set.labels) this.labels = new ResidentRows(Float32Array.from(set.labels), 1);
  }

  batch(indices: Uint32Array | Tensor1D): PriorBatch {
    const { height, width, colours } = this.grid;
    const rows: Tensor2D = this.samples.batch(indices); // [B, P]
    const x =
      this.samples instanceof ResidentImages
        ? levelsOf(rows, this.grid)
        : cast(reshape(rows, [-1, height, width, colours]), "int32");
    const label = this.labels && cast(reshape(this.labels.batch(indices), [-1]), "int32");
    return { x: x as Tensor4D, label: label as Tensor1D | undefined, above: this.codesAbove(indices) };
  }

  private codesAbove(indices: Uint32Array | Tensor1D): Tensor4D | undefined {
    if (!this.above || !isCodes(this.set) || !this.set.above) return undefined;
    const { height, width } = this.set.above;
    return cast(reshape(this.above.batch(indices), [-1, height, width, 1]), "int32");
  }

  /** What must be on the GPU before a step is recorded. */
  get tensors(): Tensor[] {
    return [...this.samples.tensors, ...(this.labels?.tensors ?? []), ...(this.above?.tensors ?? [])];
  }

  dispose(): void {
    this.samples.dispose();
    this.labels?.dispose();
    this.above?.dispose();
  }
}

const residentCodes = ({ indices, height, width }: Pick<CodeSet, "indices" | "height" | "width">) =>
  new ResidentRows(Float32Array.from(indices), height * width);
