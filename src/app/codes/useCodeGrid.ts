import { useMemo } from "react";
import { useStore } from "../store";
import { useCodesT } from "./texts";
import { useFocus } from "./useFocus";
import { useTiles } from "./useTiles";

/** What a grid of the codes on show is drawn from. */
export function useCodeGrid() {
  const say = useCodesT();
  const info = useStore(({ run }) => run.info);
  const { height, width } = info?.code ?? { height: 1, width: 1 };
  const patches = useTiles();
  const { codes, cell, cells } = useFocus();
  const linked = useMemo(() => new Set(cells), [cells]);
  return {
    codes,
    isOne: height * width === 1,
    size: { height: String(height), width: String(width) },
    grid: {
      count: height * width,
      columns: width,
      patches: codes && patches,
      codes: codes ?? NO_CODES,
      current: cell,
      linked,
      tileLabel: (tile: number) => {
        const place = { row: String(Math.floor(tile / width) + 1), column: String((tile % width) + 1) };
        const code = codes?.[tile];
        return code === undefined ? say("cellEmpty", place) : say("cellLabel", { ...place, code: String(code) });
      },
    },
  };
}

const NO_CODES = new Uint16Array();
