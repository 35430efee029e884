import styles from "./PatchOutlines.module.css";

export interface PatchOutlinesProps {
  /** The image's size, and into how many patches it is divided. */
  readonly image: { readonly width: number; readonly height: number };
  readonly grid: { readonly width: number; readonly height: number };
  /** Patches to be outlined, row by row. */
  readonly cells: readonly number[];
}

/** Outlines over an image that fills its place as far as its proportions allow. */
export function PatchOutlines({ image, grid, cells }: PatchOutlinesProps) {
  const [width, height] = [image.width / grid.width, image.height / grid.height];
  return (
    <svg
      className={`${styles.outlines} ${cells.length === 1 ? styles.strong : ""}`}
      viewBox={`0 0 ${image.width} ${image.height}`}
      aria-hidden="true"
    >
      {cells.map((cell) => (
        <rect
          key={cell}
          x={(cell % grid.width) * width}
          y={Math.floor(cell / grid.width) * height}
          width={width}
          height={height}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}
