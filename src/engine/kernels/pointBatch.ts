import { gather, type Tensor1D, type Tensor2D, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { PointSet } from "../data/samples";

/** A cloud that batches are taken from, where the backend keeps its tensors. */
export class ResidentPoints {
  private readonly positions: Tensor2D;

  constructor({ positions, count, dimensions }: PointSet) {
    this.positions = tensor2d(positions, [count, dimensions]);
  }

  /** Points `indices`, [indices, dimensions]. */
  batch(indices: Uint32Array | Tensor1D): Tensor2D {
    return tidy(() => {
      const rows = indices instanceof Uint32Array ? tensor1d(Int32Array.from(indices), "int32") : indices;
      return gather(this.positions, rows);
    });
  }

  /** What must be on the GPU before a step is recorded. */
  get tensors(): Tensor2D[] {
    return [this.positions];
  }

  dispose(): void {
    this.positions.dispose();
  }
}
