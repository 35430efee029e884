/** The aggregate posterior q(z) = mean over images of N(μ(x), diag σ²(x)) as a density, to hold against N(0, I). */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Latents } from "../training/evaluate";
import { inChunks, type Pace } from "./chunks";
import type { Moments } from "./moments";
import { logNormal } from "./posteriorGrid";

/** `count` even places from −reach to reach. */
export interface Places {
  readonly reach: number;
  readonly count: number;
}

export const placesOf = ({ reach, count }: Places): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => reach * ((2 * i) / (count - 1) - 1));

/** Past this many standard deviations a contour would not be seen to end. */
const SEEN = 4;
/** Farther places are as close together as near ones, as long as there are no more than so many times as many. */
const MOST_TIMES = 2;

/** The places, or as far out as q(z) reaches in these dimensions: what lies beyond the last would be cut off, and not counted. */
export function widened({ reach, count }: Places, latents: Latents, dimensions: readonly number[]): Places {
  const { mu, logVar } = latents;
  let farthest = reach;
  for (let image = 0; image < mu.length; image += latents.dimensions) {
    for (const d of dimensions) {
      const sigma = logVar ? Math.exp((logVar[image + d] as number) / 2) : 0;
      farthest = Math.max(farthest, Math.abs(mu[image + d] as number) + SEEN * sigma);
    }
  }
  return { reach: farthest, count: Math.ceil(count * Math.min(MOST_TIMES, farthest / reach)) };
}

/** Beyond this many standard deviations a posterior adds nothing. */
const TAIL = 5;
/** A posterior narrower than the spacing would fall between the places: it is drawn this wide. */
const NARROWEST = 0.7;

/** q(z_d) at even places: [count]. Without `logVar`, σ is 0 and each image counts as a narrow peak. */
export function marginalDensity(latents: Latents, dimension: number, places: Places): Float64Array {
  const density = new Float64Array(places.count);
  const images = latents.mu.length / latents.dimensions;
  for (let i = 0; i < images; i++) {
    const { start, values } = peak(latents, i, dimension, places);
    values.forEach((value, k) => {
      density[start + k] = (density[start + k] as number) + value / images;
    });
  }
  return density;
}

/**
 * q(z) over two dimensions at even places, the first changing fastest: [count × count]; from at most `most` of the images,
 * evenly chosen.
 *
 * @returns undefined when given up
 */
export async function jointDensity(
  latents: Latents,
  [across, up]: readonly [number, number],
  places: Places,
  most: number,
  { breathe }: Pace,
): Promise<Float64Array | undefined> {
  const { count } = places;
  const density = new Float64Array(count * count);
  const images = latents.mu.length / latents.dimensions;
  const stride = Math.max(1, Math.ceil(images / most));
  const used = Math.ceil(images / stride);
  const finished = await inChunks(used, count * count, breathe, (start, end) => {
    for (let n = start; n < end; n++) {
      const columns = peak(latents, n * stride, across, places);
      const rows = peak(latents, n * stride, up, places);
      rows.values.forEach((weight, r) => {
        const row = (rows.start + r) * count + columns.start;
        columns.values.forEach((value, c) => {
          density[row + c] = (density[row + c] as number) + (weight * value) / used;
        });
      });
    }
  });
  return finished ? density : undefined;
}

/** KL(q(z_d) ‖ N(0, 1)) of a density at even places, nats. */
export function marginalMisfit(density: Float64Array, places: Places): number {
  const at = placesOf(places);
  const spacing = (2 * places.reach) / (places.count - 1);
  return density.reduce(
    (sum, q, i) => (q > 0 ? sum + spacing * q * (Math.log(q) - logNormal(at[i] as number, 0, 1)) : sum),
    0,
  );
}

/**
 * KL(N(m, S) ‖ N(0, I)) = ½ (tr S + m·m − D − log |S|), nats: of all densities with these moments the Gaussian is the nearest to
 * N(0, I), so that q(z) is at least this far from it. Infinite where S is singular.
 */
export function momentMisfit({ mean, covariance }: Moments): number {
  const dimensions = mean.length;
  const rows = Array.from({ length: dimensions }, (_, d) => [
    ...covariance.slice(d * dimensions, (d + 1) * dimensions),
  ]);
  const { realEigenvalues } = new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true });
  const ofSpread = realEigenvalues.reduce((sum, value) => sum + value - 1 - Math.log(Math.max(0, value)), 0);
  return 0.5 * (ofSpread + mean.reduce((sum, value) => sum + value * value, 0));
}

/** N(μ_d, σ_d²) of one image, at the places where it is not next to nothing. */
function peak({ dimensions, mu, logVar }: Latents, image: number, dimension: number, { reach, count }: Places) {
  const at = image * dimensions + dimension;
  const spacing = (2 * reach) / (count - 1);
  const mean = mu[at] as number;
  const sigma = Math.max(NARROWEST * spacing, logVar ? Math.exp((logVar[at] as number) / 2) : 0);
  const place = (z: number) => (z + reach) / spacing;
  const start = Math.min(count, Math.max(0, Math.ceil(place(mean - TAIL * sigma))));
  const end = Math.max(start, Math.min(count, Math.floor(place(mean + TAIL * sigma)) + 1));
  const values = Float64Array.from({ length: end - start }, (_, k) =>
    Math.exp(logNormal((start + k) * spacing - reach, mean, sigma)),
  );
  return { start, values };
}
