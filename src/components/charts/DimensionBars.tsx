import { reading, zName } from "../ui/format";
import { ZName } from "../ui/ZName";
import styles from "./DimensionBars.module.css";

export interface DimensionBarsProps {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly colour: string;
  /** A full bar is at least this much, so that next to nothing looks like it. */
  readonly fullAtLeast?: number | undefined;
  /** Dimensions that count for little, shown paler. */
  readonly pale?: readonly number[];
}

/** Up to this many dimensions get a row with their number; more become columns, with numbers on hover. */
const MOST_ROWS = 8;

/** One bar a latent dimension. */
export function DimensionBars({ label, values, colour, fullAtLeast = 1e-9, pale = [] }: DimensionBarsProps) {
  const bars = Array.from({ length: values.length }, (_, i) => values[i] as number);
  const full = Math.max(fullAtLeast, ...bars);
  const rows = bars.length <= MOST_ROWS;
  return (
    <ul className={rows ? styles.rows : styles.columns} aria-label={label}>
      {bars.map((value, i) => {
        const text = reading(value);
        const share = `${(100 * Math.max(0, value)) / full}%`;
        return (
          <li key={i} title={`${zName(i)} ${text}`} className={pale.includes(i) ? styles.pale : ""}>
            <span className={rows ? styles.name : "visually-hidden"}>
              <ZName dimension={i} />
            </span>
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
