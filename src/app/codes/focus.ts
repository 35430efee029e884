import type { Looked } from "./looked";

/** What is looked at, as a cell of the grid, a code, and all cells that have it. */
export interface Focus {
  readonly cell: number | undefined;
  readonly code: number | undefined;
  readonly cells: readonly number[];
}

/** @param codes the code of every cell; with nothing looked at, the cell in the middle is */
export function focusOf(looked: Looked | undefined, codes: Uint16Array | undefined, width: number): Focus {
  if (!codes || codes.length === 0) return { cell: undefined, code: undefined, cells: [] };
  const height = codes.length / width;
  const middle = Math.floor(height / 2) * width + Math.floor(width / 2);
  const place = looked ?? { cell: middle };
  const cell = "cell" in place ? Math.min(place.cell, codes.length - 1) : undefined;
  const code = "code" in place ? place.code : codes[cell as number];
  const cells = Array.from(codes.keys()).filter((i) => codes[i] === code);
  return { cell, code, cells };
}
