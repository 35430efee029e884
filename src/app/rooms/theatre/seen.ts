import type { PriorGrid } from "../../prior/grid";

/** What a number of a prior sees of the others. */
export interface Seen {
  /** How much each cell counts, in [0, 1]. */
  readonly heat: Float32Array;
  /** Earlier numbers with a derivative that is not 0, of all that are earlier. */
  readonly before: number;
  readonly earlier: number;
  /** The number itself and later ones with a derivative that is not 0: none, or the masks are wrong. */
  readonly after: number;
  /** Earlier cells within reach that it does not see. */
  readonly blind: ReadonlySet<number>;
}

/** How many cells the layers reach to each side: 3 with the first filter's 7, and 1 more with each 3 × 3. */
export const reachOf = (layers: number): number => 3 + layers;

/**
 * @param field the derivatives of a number's logits by each number, in the order in which they are drawn
 * @param place of the number
 * @param reach cells to each side that the layers get as far as
 */
export function seenOf(
  field: Float32Array,
  place: number,
  { width, height, colours }: Pick<PriorGrid, "width" | "height" | "colours">,
  reach: number,
): Seen {
  const most = field.reduce((a, b) => Math.max(a, b), 0);
  const heat = new Float32Array(width * height);
  let [before, after] = [0, 0];
  for (const [i, slope] of field.entries()) {
    if (slope === 0) continue;
    if (i < place) before++;
    else after++;
    const cell = Math.floor(i / colours);
    // Slopes fall off fast: their roots are told apart more easily.
    heat[cell] = Math.max(heat[cell] ?? 0, Math.sqrt(slope / most));
  }
  const own = Math.floor(place / colours);
  const [row, column] = [Math.floor(own / width), own % width];
  const blind = new Set<number>();
  for (let y = Math.max(0, row - reach); y <= row; y++) {
    for (let x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x++) {
      const cell = y * width + x;
      if (cell < own && heat[cell] === 0) blind.add(cell);
    }
  }
  return { heat, before, earlier: place, after, blind };
}
