import { useMemo } from "react";
import { codeColours } from "../../../components/charts/codes/codeColours";
import { TileGrid } from "../../../components/charts/codes/TileGrid";
import type { CodeGrid } from "../../../engine/models/model";
import { useHierarchyT } from "./texts";

export interface CodeMapProps extends CodeGrid {
  readonly codes: ArrayLike<number>;
  /** K */
  readonly choices: number;
  /** The cell that is looked at. */
  readonly cell?: number | undefined;
  readonly onLook?: (cell: number | undefined) => void;
  /** How full the bar under each cell is, in [0, 1]. */
  readonly shares?: ArrayLike<number> | undefined;
}

const ignore = () => {};

/** A grid of codes as colours. */
export function CodeMap({ codes, height, width, choices, cell, onLook = ignore, shares }: CodeMapProps) {
  const t = useHierarchyT();
  const patches = useMemo(() => codeColours(choices), [choices]);
  return (
    <TileGrid
      count={height * width}
      columns={width}
      {...{ patches, codes, shares }}
      current={cell}
      label={t("grid", { height: String(height), width: String(width) })}
      tileLabel={(tile) =>
        t("cell", {
          row: String(Math.floor(tile / width) + 1),
          column: String((tile % width) + 1),
          code: String(codes[tile] ?? ""),
        })
      }
      onLook={onLook}
      onPress={onLook}
    />
  );
}
