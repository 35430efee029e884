import type { Patches } from "../../../components/charts/codes/patches";
import { PixelImage } from "../../../components/flow/PixelImage";
import type { PriorGrid } from "../../prior/grid";
import styles from "./TheatreRoom.module.css";

export interface FaceProps {
  readonly grid: PriorGrid;
  readonly value: number;
  /** Which colour of a pixel it is of. */
  readonly colour: number;
  readonly patches: Patches | undefined;
}

/** What one value of a number looks like. */
export function Face({ grid, value, colour, patches }: FaceProps) {
  if (grid.ofCodes) {
    if (!patches) return null;
    const size = patches.width * patches.height * patches.channels;
    const pixels = patches.pixels.subarray(value * size, (value + 1) * size);
    return <PixelImage {...patches} className={styles.face} pixels={pixels} label="" />;
  }
  const share = value / (grid.levels - 1);
  const bytes = [0, 1, 2].map((c) => (c === colour ? Math.round(255 * share) : 0));
  const look =
    grid.colours === 3 ? { background: `rgb(${bytes.join(" ")})` } : { background: "var(--ink)", opacity: share };
  return <i className={styles.face} style={look} />;
}
