import { gather, type Tensor1D, type Tensor2D, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";

/** Rows of numbers that batches are taken from, where the backend keeps its tensors: points of a cloud, codes, labels. */
export class ResidentRows {
  private readonly rows: Tensor2D;

  /** @param values row by row, `width` numbers each */
  constructor(values: Float32Array, width: number) {
    this.rows = tensor2d(values, [values.length / width, width]);
  }

  /** Rows `indices`, [indices, width]. */
  batch(indices: Uint32Array | Tensor1D): Tensor2D {
    return tidy(() => {
      const places = indices instanceof Uint32Array ? tensor1d(Int32Array.from(indices), "int32") : indices;
      return gather(this.rows, places);
    });
  }

  /** What must be on the GPU before a step is recorded. */
  get tensors(): Tensor2D[] {
    return [this.rows];
  }

  dispose(): void {
    this.rows.dispose();
  }
}
