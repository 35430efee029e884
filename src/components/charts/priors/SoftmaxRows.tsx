import type { ReactNode } from "react";
import { fixed } from "../../ui/format";
import type { Bars } from "./bars";
import styles from "./Softmax.module.css";

export interface SoftmaxRowsProps extends Bars {
  readonly label: string;
  /** The value that stands. */
  readonly drawn: number | undefined;
  /** What a value looks like. */
  readonly face: (value: number) => ReactNode;
  readonly valueLabel: (value: number, share: string) => string;
  readonly restLabel: (count: number) => string;
  readonly onPick: (value: number) => void;
}

const percent = fixed(1);

/** A softmax as rows: each value with its probability, and a press puts it in place of what was drawn. */
export function SoftmaxRows({ bars, rest, label, drawn, face, valueLabel, restLabel, onPick }: SoftmaxRowsProps) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {bars.map(({ value, share }) => (
        <li key={value}>
          <button
            type="button"
            className={styles.row}
            aria-pressed={value === drawn}
            title={valueLabel(value, percent(100 * share))}
            onClick={() => onPick(value)}
          >
            <span className={styles.face}>{face(value)}</span>
            <span className={styles.value}>{value}</span>
            <Bar share={share} />
          </button>
        </li>
      ))}
      {rest && (
        <li className={`${styles.row} ${styles.rest}`}>
          <span className={styles.value}>{restLabel(rest.count)}</span>
          <Bar share={rest.share} />
        </li>
      )}
    </ul>
  );
}

function Bar({ share }: { readonly share: number }) {
  return (
    <>
      <span className={styles.track}>
        <i style={{ width: `${100 * share}%` }} />
      </span>
      <span className={styles.percent}>{percent(100 * share)} %</span>
    </>
  );
}
