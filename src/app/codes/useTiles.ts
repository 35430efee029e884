import { useMemo } from "react";
import type { Patches } from "../../components/charts/codes/patches";
import { shapeOf } from "../shape";
import { useStore } from "../store";
import { useLooked } from "./looked";

/** What each code decodes to alone; nothing of points. */
export function useTiles(): Patches | undefined {
  const tiles = useLooked((state) => state.codebook?.tiles);
  const info = useStore(({ run }) => run.info);
  const { channels } = shapeOf(info);
  return useMemo(
    () => tiles?.pixels && { pixels: tiles.pixels, width: tiles.width, height: tiles.height, channels },
    [tiles, channels],
  );
}
