import { ImportProblem } from "../importProblem";
import { lookAt, rowReader } from "./channels";
import { SIDE } from "./choices";
import { describe } from "./describe";
import type { Entry, ImportOptions } from "./entry";
import { Pace } from "./pace";
import { readPicture } from "./picture";
import { suggestFrom } from "./pictures";
import type { Raster, Source, Stock, Tools } from "./stock";
import type { Tile } from "./tile";

/** Smallest tile that is guessed, in pixels. */
const LEAST_TILE = 8;
/** The least sum of R² in columns and rows at which a picture is taken for tiles. */
const PERIODIC = 0.3;

/** One picture of many tiles, row by row, without gaps. Errors: always ImportProblem. */
export async function sheetSource(entry: Entry, tools: Tools, options: ImportOptions): Promise<Source> {
  const sheet = await readPicture(entry, tools, options);
  const tile = guessTile(sheet);
  const count = countTiles(sheet, tile);
  const { width, height } = sheet;
  // The sheet, as bytes and while it is decoded.
  const workingBytes = 8 * width * height;
  const { channels, suggest } = suggestFrom([lookAt(sheet)]);
  const large = Math.max(tile.width, tile.height) > SIDE.most;
  const understood = describe({
    kind: "sheet",
    parts: [{ name: entry.name, count, heldOut: false }],
    sizes: [{ ...tile, count }],
    channels,
    sheet: { width, height },
    workingBytes,
    warnings: count > 1 ? [{ code: "guessed-tile", ...tile }] : [],
    suggest: { ...suggest, tile, ...(large && { size: 64 }) },
  });
  return {
    understood,
    stock: async (choices, options) => stockOf(entry, choices.tile ?? tile, tools, workingBytes, options),
  };
}

async function stockOf(
  entry: Entry,
  tile: Tile,
  tools: Tools,
  workingBytes: number,
  options: ImportOptions,
): Promise<Stock> {
  const sheet = await readPicture(entry, tools, options);
  if (tile.width > sheet.width || tile.height > sheet.height) {
    throw new ImportProblem(entry.name, "tile-shape", { ...tile, available: `${sheet.width}×${sheet.height}` });
  }
  const count = countTiles(sheet, tile);
  return {
    parts: [{ name: entry.name, count, heldOut: false }],
    workingBytes,
    classes: () => undefined,
    async read(sink, reading) {
      const pace = new Pace(entry.name, reading);
      for (let index = 0; index < count && !sink.full; index++) {
        if (sink.wants(index)) sink.put(index, tileAt(sheet, tile, index));
        if (index % 64 === 0) await pace.rest();
      }
    },
  };
}

/** Whole tiles, without the empty ones at the end of the last rows. */
function countTiles(sheet: Raster, tile: Tile): number {
  let count = Math.floor(sheet.width / tile.width) * Math.floor(sheet.height / tile.height);
  while (count > 1 && isEmpty(tileAt(sheet, tile, count - 1))) count--;
  return count;
}

function isEmpty({ pixels, channels }: Raster): boolean {
  return pixels.every((value, i) => value === pixels[i % channels]);
}

function tileAt(sheet: Raster, tile: Tile, index: number): Raster {
  const { channels } = sheet;
  const across = Math.floor(sheet.width / tile.width);
  const left = (index % across) * tile.width;
  const top = Math.floor(index / across) * tile.height;
  const pixels = new Uint8Array(tile.width * tile.height * channels);
  for (let y = 0; y < tile.height; y++) {
    const from = ((top + y) * sheet.width + left) * channels;
    pixels.set(sheet.pixels.subarray(from, from + tile.width * channels), y * tile.width * channels);
  }
  return { ...tile, channels, pixels };
}

/**
 * The side of a square tile that divides the sheet: the one by whose period the change from one line of pixels to the
 * next is best explained, in columns and rows; the smallest of those that are about as good. Else the whole sheet.
 */
function guessTile(sheet: Raster): Tile {
  const { width, height } = sheet;
  const [columns, rows] = changes(sheet);
  const sides: number[] = [];
  for (let side = LEAST_TILE; side <= SIDE.most; side++) {
    if (width % side === 0 && height % side === 0 && width * height >= 2 * side * side) sides.push(side);
  }
  const scores = sides.map((side) => explained(columns, side) + explained(rows, side));
  const best = Math.max(...scores);
  const found = best > PERIODIC ? sides.find((_, i) => (scores[i] as number) >= best - 0.15) : undefined;
  return found === undefined ? { width, height } : { width: found, height: found };
}

/** Mean absolute difference between each column, and each row, and the one before; round the edge. */
function changes(sheet: Raster): [columns: Float64Array, rows: Float64Array] {
  const { width, height } = sheet;
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  const rowOf = rowReader(sheet, "grey");
  let before = rowOf(height - 1).slice();
  for (let y = 0; y < height; y++) {
    const row = rowOf(y);
    for (let x = 0; x < width; x++) {
      const value = row[x] as number;
      columns[x] = (columns[x] as number) + Math.abs(value - (row[x === 0 ? width - 1 : x - 1] as number)) / height;
      rows[y] = (rows[y] as number) + Math.abs(value - (before[x] as number)) / width;
    }
    before = row.slice();
  }
  return [columns, rows];
}

/** The part of the variance that the place within a period explains, adjusted for the number of places (R²). */
function explained(values: Float64Array, period: number): number {
  const repeats = values.length / period;
  if (repeats < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const total = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (total === 0) return 0;
  let within = 0;
  for (let phase = 0; phase < period; phase++) {
    let [sum, squares] = [0, 0];
    for (let at = phase; at < values.length; at += period) {
      sum += values[at] as number;
      squares += (values[at] as number) ** 2;
    }
    within += squares - sum ** 2 / repeats;
  }
  return 1 - ((within / (values.length - period)) * (values.length - 1)) / total;
}
