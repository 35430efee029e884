import type { KeyboardEvent } from "react";
import type { ImageShape } from "../../engine/data/dataset";
import { PixelImage } from "../flow/PixelImage";
import { reading } from "../ui/format";
import { ZName } from "../ui/ZName";
import styles from "./Traversal.module.css";

export interface TraversalRow {
  readonly dimension: number;
  /** Mean KL of the dimension, nats. */
  readonly kl: number;
  readonly off: boolean;
  /** Where the image's own z lies, in this dimension. */
  readonly z: number;
  /** One image for each value, side by side. */
  readonly pixels: Uint8Array | undefined;
}

export interface TraversalProps extends ImageShape {
  readonly rows: readonly TraversalRow[];
  /** What the dimension takes from cell to cell, the same in every row. */
  readonly values: readonly number[];
  /** A full bar. */
  readonly mostKl: number;
  readonly label: string;
  /** A value as it is written over its column. */
  readonly format: (value: number) => string;
  readonly cellLabel: (dimension: number, value: number) => string;
  readonly onHold: (dimension: number, value: number) => void;
}

/** One row a latent dimension: what the image becomes as that one alone goes from end to end. Every cell is a button. */
export function Traversal(props: TraversalProps) {
  const { rows, values, mostKl, label, format, cellLabel, onHold, ...shape } = props;
  const nearest = (z: number) =>
    values.reduce((best, value, i) => (Math.abs(value - z) < Math.abs((values[best] as number) - z) ? i : best), 0);
  const proportions = {
    "--rows": rows.length,
    "--columns": values.length,
    "--aspect": shape.width / shape.height,
  } as React.CSSProperties;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of buttons rather than a form
    <div className={styles.rows} role="group" aria-label={label} style={proportions} onKeyDown={moveFocus}>
      <div className={styles.scale} aria-hidden="true">
        {values.map((value) => (
          <span key={value}>{format(value)}</span>
        ))}
      </div>
      {rows.map(({ dimension, kl, off, z, pixels }) => (
        <div key={dimension} className={styles.row} data-off={off}>
          <span className={styles.name}>
            <ZName dimension={dimension} />
            <span className={styles.track}>
              <i style={{ width: `${(100 * Math.max(0, kl)) / mostKl}%` }} />
            </span>
            <span className={styles.kl}>{reading(kl)}</span>
          </span>
          <span className={styles.pictures}>
            <PixelImage className={styles.image} pixels={pixels} {...shape} columns={values.length} label="" />
            <span className={styles.cells}>
              {values.map((value, i) => (
                <button
                  key={value}
                  type="button"
                  className={styles.cell}
                  aria-label={cellLabel(dimension, value)}
                  aria-pressed={i === nearest(z)}
                  tabIndex={i === nearest(z) ? 0 : -1}
                  onClick={() => onHold(dimension, value)}
                />
              ))}
            </span>
          </span>
        </div>
      ))}
    </div>
  );
}

/** Arrow keys go from cell to cell; Tab from row to row. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLButtonElement)) return;
  const cells = [...(target.parentElement?.children ?? [])];
  const column = cells.indexOf(target);
  const rows = [...currentTarget.children];
  const row = rows.findIndex((element) => element.contains(target));
  const sideways = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const down = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (sideways === 0 && down === 0) return;
  const next = rows[row + down]?.querySelectorAll("button")[column + sideways];
  next?.focus();
  event.preventDefault();
}
