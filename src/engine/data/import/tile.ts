import type { ImportChoices } from "./choices";
import type { Understood } from "./understood";

export interface Tile {
  readonly width: number;
  readonly height: number;
}

/** The image that a row of numbers is likeliest to be: a square, in grey or else in colours, or the squarest rectangle. */
export function tileOfNumbers(numbers: number): Tile {
  for (const channels of [1, 3, 4]) {
    const side = Math.sqrt(numbers / channels);
    if (Number.isInteger(side) && (channels === 1 || side >= 8)) return { width: side, height: side };
  }
  let height = Math.floor(Math.sqrt(numbers));
  while (height > 1 && numbers % height !== 0) height--;
  return { width: numbers / Math.max(height, 1), height: Math.max(height, 1) };
}

/** How many channels a row of numbers has as an image of the tile's size; undefined where it does not divide. */
export function channelsOf(numbers: number, { width, height }: Tile): 1 | 3 | 4 | undefined {
  const channels = numbers / (width * height);
  return channels === 1 || channels === 3 || channels === 4 ? channels : undefined;
}

/** Numbers in each row that are pixels or coordinates, with this choice of label column. */
export function numbersPerRow(
  { table, sizes }: Pick<Understood, "table" | "sizes">,
  choices: Pick<ImportChoices, "labelColumn">,
): number {
  if (!table) return (sizes[0]?.width ?? 0) * (sizes[0]?.height ?? 0);
  const isLabel = choices.labelColumn !== null && !table.ignored.includes(choices.labelColumn);
  return table.columns - table.ignored.length - (isLabel ? 1 : 0);
}
