/** The plane as a grid of places to decode, and what comes back as shares of paint. */
import { quantileSorted } from "d3";
import type { Box } from "../../../components/charts/plane/paint";
import type { PaintBy } from "../../../workers/rooms/generate";

/** Places a side of the painted plane at most, and numbers to decode for one painting. */
const MOST_SIDE = 44;
const MOST_NUMBERS = 3e6;
const FEWEST_SIDE = 10;

/** So many of the values at either end are painted as the ends are: a few strays do not decide the scale. */
const STRAYS = 0.02;

/** How many places across and up are painted, where each is decoded to `size` numbers. */
export function gridSize(size: number, { latent }: { latent: number }): { columns: number; rows: number } {
  const side = Math.max(FEWEST_SIDE, Math.min(MOST_SIDE, Math.floor(Math.sqrt(MOST_NUMBERS / size))));
  return { columns: side, rows: latent === 1 ? 1 : side };
}

/** A place of the plane as a z of the whole latent space: the other dimensions are 0, the middle of the prior. */
export function placeToZ([x, y]: readonly [number, number], latent: number, [across, up]: readonly [number, number]) {
  const z = new Float32Array(latent);
  if (latent > 1) z[up] = y;
  z[across] = x;
  return z;
}

/** Rows of z in the middle of each cell of a grid over the box, row by row from the top left. */
export function zGrid(
  box: Box,
  { columns, rows }: { columns: number; rows: number },
  latent: number,
  axes: readonly [number, number],
): Float32Array {
  const grid = new Float32Array(columns * rows * latent);
  for (let i = 0; i < columns * rows; i++) {
    const x = box.left + (((i % columns) + 0.5) / columns) * (box.right - box.left);
    const y = box.top + ((Math.floor(i / columns) + 0.5) / rows) * (box.bottom - box.top);
    grid.set(placeToZ([x, y], latent, axes), i * latent);
  }
  return grid;
}

/** What the paint stands for at its two ends: where there is none, and where it is full. */
export interface Scale {
  readonly bare: number;
  readonly full: number;
}

/** One scale for all planes that are compared: full is most certain, or nearest to the data. */
export function scaleOf(planes: readonly (Float32Array | undefined)[], by: PaintBy): Scale | undefined {
  const values = planes.flatMap((plane) => (plane ? Array.from(plane) : [])).filter(Number.isFinite);
  if (values.length === 0) return undefined;
  values.sort((a, b) => a - b);
  const low = quantileSorted(values, STRAYS) as number;
  const high = quantileSorted(values, 1 - STRAYS) as number;
  return by === "certainty" ? { bare: low, full: high } : { bare: high, full: low };
}

/** Values as shares of paint in [0, 1]. */
export function toShares(values: Float32Array, { bare, full }: Scale): Float32Array {
  if (full === bare) return new Float32Array(values.length);
  return values.map((value) => Math.min(1, Math.max(0, (value - bare) / (full - bare))));
}
