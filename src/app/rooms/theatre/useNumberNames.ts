import { useCallback } from "react";
import type { PriorGrid } from "../../prior/grid";
import { useTheatreT } from "./texts";

const COLOURS = ["red", "green", "blue"] as const;

/** Where a number is: its row and column, and of a coloured pixel which of its colours. */
export function useNumberName(grid: PriorGrid | undefined): (place: number) => string {
  const say = useTheatreT();
  return useCallback(
    (place) => {
      const { width, colours } = grid ?? { width: 1, colours: 1 };
      const cell = Math.floor(place / colours);
      const at = { row: String(Math.floor(cell / width) + 1), column: String((cell % width) + 1) };
      const colour = COLOURS[place % colours];
      return colours === 3 && colour ? say("atColour", { ...at, colour: say(colour) }) : say("at", at);
    },
    [grid, say],
  );
}

/** Where a cell is. */
export function useCellName(grid: PriorGrid | undefined): (cell: number) => string {
  const say = useTheatreT();
  return useCallback(
    (cell) => {
      const width = grid?.width ?? 1;
      return say("at", { row: String(Math.floor(cell / width) + 1), column: String((cell % width) + 1) });
    },
    [grid, say],
  );
}

/** The names of a pixel's colours, in the order in which they are drawn. */
export function useColourNames(): readonly string[] {
  const say = useTheatreT();
  return COLOURS.map((colour) => say(colour));
}
