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
}

/** Batches of pixels' levels, or of codes, with their classes where the prior is told them. */
export class PriorFeed {
  private readonly samples: ResidentImages | ResidentRows;
  private readonly labels: ResidentRows | undefined;

  /** @param told whether the prior is told the class */
  constructor(
    samples: ImageSet | CodeSet,
    private readonly grid: Grid,
    told: boolean,
  ) {
    this.samples = isCodes(samples)
      ? new ResidentRows(Float32Array.from(samples.indices), samples.height * samples.width)
      : new ResidentImages(samples);
    if (told && samples.labels) this.labels = new ResidentRows(Float32Array.from(samples.labels), 1);
  }

  batch(indices: Uint32Array | Tensor1D): PriorBatch {
    const { height, width, colours } = this.grid;
    const rows: Tensor2D = this.samples.batch(indices); // [B, P]
    const x =
      this.samples instanceof ResidentImages
        ? levelsOf(rows, this.grid)
        : cast(reshape(rows, [-1, height, width, colours]), "int32");
    const label = this.labels && cast(reshape(this.labels.batch(indices), [-1]), "int32");
    return { x: x as Tensor4D, label: label as Tensor1D | undefined };
  }

  /** What must be on the GPU before a step is recorded. */
  get tensors(): Tensor[] {
    return [...this.samples.tensors, ...(this.labels?.tensors ?? [])];
  }

  dispose(): void {
    this.samples.dispose();
    this.labels?.dispose();
  }
}
