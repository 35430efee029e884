import { reading, zName } from "../ui/format";
import styles from "./DimensionBars.module.css";

export interface DimensionBarsProps {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly colour: string;
}

/** Up to this many dimensions get a row with their number; more become columns, with numbers on hover. */
const MOST_ROWS = 8;

/** One bar a latent dimension. */
export function DimensionBars({ label, values, colour }: DimensionBarsProps) {
  const bars = Array.from({ length: values.length }, (_, i) => values[i] as number);
  const largest = Math.max(1e-9, ...bars);
  const rows = bars.length <= MOST_ROWS;
  return (
    <ul className={rows ? styles.rows : styles.columns} aria-label={label}>
      {bars.map((value, i) => {
        const text = reading(value);
        const share = `${(100 * Math.max(0, value)) / largest}%`;
        return (
          <li key={i} title={`${zName(i)} ${text}`}>
            <span className={rows ? styles.name : "visually-hidden"}>{zName(i)}</span>
            <span className={styles.track}>
              <i style={{ [rows ? "width" : "height"]: share, background: colour }} />
            </span>
            <span className={rows ? styles.value : "visually-hidden"}>{text}</span>
          </li>
        );
      })}
    </ul>
  );
}
