/** Principal component analysis: the best that a linear autoencoder can do (Baldi & Hornik 1989). */
import { matMul, type Tensor2D, tensor2d, tidy, transpose } from "@tensorflow/tfjs-core";
import { EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { gatherSamples, isPoints, type Samples, sampleSize } from "../data/samples";
import { key, normals, Stream } from "../random";
import { read } from "../training/evaluate";

const CHUNK = 500;
const MOST_ITERATIONS = 60;
const TOLERANCE = 1e-7;
/** Extra directions that make the wanted ones converge faster (Halko, Martinsson & Tropp 2011, § 4.2). */
const OVERSAMPLING = 8;

export interface Pca {
  readonly mean: Float32Array; // [P]
  /** Orthonormal columns, largest variance first: [P × components]. */
  readonly axes: Float32Array;
  /** Variance along each axis. */
  readonly variances: Float64Array;
}

/**
 * The leading principal components by subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4),
 * chunk by chunk, so that a 12,000 × 784 data set neither fills memory nor blocks the thread.
 */
export async function pca(images: Samples, components: number, breathe: () => Promise<void>): Promise<Pca> {
  const pixels = sampleSize(images);
  const width = Math.min(components + OVERSAMPLING, pixels);
  const mean = meanImage(images);
  let basis = orthonormal(normals(key(Stream.analysis), pixels * width), pixels, width);
  let captured = 0;
  for (let iteration = 0; ; iteration++) {
    const product = await covarianceTimes(images, mean, basis, width, breathe); // C·Q, [P, width]
    // Rayleigh–Ritz: the best directions within the subspace are the eigenvectors of QᵀCQ.
    const small = new Matrix(toRows(basis, width)).transpose().mmul(new Matrix(toRows(product, width)));
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(small, { assumeSymmetric: true });
    const order = realEigenvalues
      .map((_, i) => i)
      .sort((a, b) => (realEigenvalues[b] as number) - (realEigenvalues[a] as number));
    const kept = order.slice(0, components);
    const variance = kept.reduce((sum, i) => sum + (realEigenvalues[i] as number), 0);
    if (Math.abs(variance - captured) <= TOLERANCE * variance || iteration === MOST_ITERATIONS) {
      const axes = new Matrix(toRows(basis, width)).mmul(eigenvectorMatrix.subMatrixColumn(kept));
      return {
        mean,
        axes: Float32Array.from(axes.to1DArray()),
        variances: Float64Array.from(kept, (i) => realEigenvalues[i] as number),
      };
    }
    captured = variance;
    basis = orthonormal(product, pixels, width);
  }
}

/** Mean squared error per pixel of projecting images onto the components and back. */
export async function pcaError({ mean, axes }: Pca, images: Samples, breathe: () => Promise<void>): Promise<number> {
  const pixels = sampleSize(images);
  const components = axes.length / pixels;
  let sum = 0;
  for (let start = 0; start < images.count; start += CHUNK) {
    const centred = centre(images, mean, start);
    const projected = tidy(() =>
      matMul(tensor2d(centred, [centred.length / pixels, pixels]), tensor2d(axes, [pixels, components])),
    );
    const length = (values: Float32Array) => values.reduce((total, value) => total + value * value, 0);
    sum += length(centred) - length(await read(projected));
    await breathe();
  }
  return sum / (images.count * pixels);
}

/** Coordinates of samples `indices` along the components: [count × components]. */
export async function pcaCoordinates(
  { mean, axes }: Pca,
  samples: Samples,
  indices: Uint32Array,
  breathe: () => Promise<void>,
): Promise<Float32Array> {
  const pixels = mean.length;
  const components = axes.length / pixels;
  const all = new Float32Array(indices.length * components);
  for (let start = 0; start < indices.length; start += CHUNK) {
    const chunk = indices.subarray(start, start + CHUNK);
    const centred = gatherSamples(samples, chunk).map((value, i) => value - (mean[i % pixels] as number));
    const projected = tidy(() =>
      matMul(tensor2d(centred, [chunk.length, pixels]), tensor2d(axes, [pixels, components])),
    );
    all.set(await read(projected), start * components);
    await breathe();
  }
  return all;
}

/** C·V for the covariance C of the images, without ever writing C down. */
async function covarianceTimes(
  images: Samples,
  mean: Float32Array,
  basis: Float32Array,
  width: number,
  breathe: () => Promise<void>,
) {
  const pixels = mean.length;
  const sums = new Float32Array(pixels * width);
  for (let start = 0; start < images.count; start += CHUNK) {
    const centred = centre(images, mean, start);
    const product = tidy(() => {
      const x = tensor2d(centred, [centred.length / pixels, pixels]); // [chunk, P]
      return matMul(transpose(x), matMul(x, tensor2d(basis, [pixels, width]))) as Tensor2D; // [P, width]
    });
    const values = await read(product);
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as number) + (values[i] as number) / images.count;
    await breathe();
  }
  return sums;
}

function meanImage(images: Samples): Float32Array {
  const pixels = sampleSize(images);
  const sums = new Float64Array(pixels);
  const [values, unit] = isPoints(images) ? [images.positions, 1] : [images.pixels, 255];
  for (let i = 0; i < values.length; i++) sums[i % pixels] = (sums[i % pixels] as number) + (values[i] as number);
  return Float32Array.from(sums, (sum) => sum / (unit * images.count));
}

function centre(images: Samples, mean: Float32Array, start: number): Float32Array {
  const count = Math.min(CHUNK, images.count - start);
  const x = gatherSamples(
    images,
    Array.from({ length: count }, (_, i) => start + i),
  );
  return x.map((value, i) => value - (mean[i % mean.length] as number));
}

function orthonormal(columns: Float32Array, rows: number, width: number): Float32Array {
  const { orthogonalMatrix } = new QrDecomposition(new Matrix(toRows(columns, width)));
  return Float32Array.from(orthogonalMatrix.subMatrix(0, rows - 1, 0, width - 1).to1DArray());
}

function toRows(values: Float32Array, width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );
}
