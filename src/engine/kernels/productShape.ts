import type { TensorInfo } from "@tensorflow/tfjs-core";

/** op(A)·op(B): [m, k]·[k, n]. */
export interface ProductShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The shape of a product that our kernels know: one matrix on either side, sizes that fit. The stock kernel has the rest. */
export function productShape(
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: Pick<ProductShape, "transposeA" | "transposeB">,
): ProductShape | undefined {
  const isMatrix = ({ shape, dtype }: TensorInfo) =>
    dtype === "float32" && shape.slice(0, -2).every((side) => side === 1);
  if (!isMatrix(a) || !isMatrix(b) || a.shape.length !== b.shape.length) return undefined;
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number];
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [n, kOfB] = transposeB ? [rowsB, columnsB] : [columnsB, rowsB];
  return k === kOfB && m * n * k > 0 ? { m, n, k, transposeA, transposeB } : undefined;
}
