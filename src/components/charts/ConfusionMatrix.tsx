import { type KeyboardEvent, useRef, useState } from "react";
import styles from "./ConfusionMatrix.module.css";

export interface ConfusionMatrixProps {
  readonly classes: number;
  /** Row by row, true class by predicted class. */
  readonly counts: ArrayLike<number>;
  readonly nameOf: (label: number) => string;
  readonly selected: { readonly truth: number; readonly predicted: number } | undefined;
  readonly label: string;
  readonly truthLabel: string;
  readonly predictedLabel: string;
  readonly cellLabel: (truth: number, predicted: number, count: number) => string;
  readonly onSelect: (cell: { truth: number; predicted: number }) => void;
}

/** How strong the strongest tint is: ink stays readable on it in both themes. */
const DEEPEST = 45;

/** Which class is taken for which. Arrow keys go from cell to cell, Enter selects one. */
export function ConfusionMatrix(props: ConfusionMatrixProps) {
  const { classes, counts, nameOf, selected, onSelect } = props;
  const table = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState(0);
  const labels = Array.from({ length: classes }, (_, label) => label);
  const within = Math.min(focused, classes * classes - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    const [row, column] = [Math.floor(within / classes), within % classes];
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      Home: [row, 0],
      End: [row, classes - 1],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const [toRow, toColumn] = move.map((at) => Math.min(classes - 1, Math.max(0, at))) as [number, number];
    setFocused(toRow * classes + toColumn);
    table.current?.querySelectorAll<HTMLButtonElement>("td button")[toRow * classes + toColumn]?.focus();
  };

  return (
    <div className={styles.scroll}>
      <table ref={table} className={styles.matrix} aria-label={props.label} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th className={styles.corner} scope="col">
              <span>{props.truthLabel} ↓</span>
              <span>{props.predictedLabel} →</span>
            </th>
            {labels.map((label) => (
              <th key={label} scope="col" title={nameOf(label)}>
                <span className={styles.name}>{nameOf(label)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((truth) => {
            const total = labels.reduce((sum, predicted) => sum + (counts[truth * classes + predicted] ?? 0), 0);
            return (
              <tr key={truth}>
                <th scope="row" title={nameOf(truth)}>
                  <span className={styles.name}>{nameOf(truth)}</span>
                </th>
                {labels.map((predicted) => {
                  const at = truth * classes + predicted;
                  const count = counts[at] ?? 0;
                  // By the root, so that the rare mistakes can be seen beside the hits.
                  const depth = total > 0 ? DEEPEST * Math.sqrt(count / total) : 0;
                  return (
                    <td key={predicted}>
                      <button
                        type="button"
                        className={truth === predicted ? styles.hit : styles.miss}
                        style={{ "--depth": `${depth.toFixed(1)}%` } as React.CSSProperties}
                        tabIndex={at === within ? 0 : -1}
                        aria-label={props.cellLabel(truth, predicted, count)}
                        aria-pressed={selected?.truth === truth && selected.predicted === predicted}
                        onFocus={() => setFocused(at)}
                        onClick={() => onSelect({ truth, predicted })}
                      >
                        {count > 0 ? count : ""}
                      </button>
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
