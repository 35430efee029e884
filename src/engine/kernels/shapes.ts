import type { TensorInfo } from "@tensorflow/tfjs-core";

export const sizeOf = ({ shape }: TensorInfo): number => shape.reduce((size, side) => size * side, 1);

export const rowsAndColumns = ({ shape }: TensorInfo) => shape.slice(-2) as [rows: number, columns: number];
