import { extent, scaleLinear } from "d3";
import { reading } from "../../ui/format";
import { Metric } from "../../ui/Metric";
import styles from "./BoundLadder.module.css";

export interface Bound {
  readonly id: string;
  readonly name: string;
  /** In nats; undefined until it is known. */
  readonly value: number | undefined;
  readonly standardError: number | undefined;
}

export interface BoundLadderProps {
  readonly label: string;
  readonly title: string;
  /** From the loosest to the tightest. */
  readonly bounds: readonly Bound[];
}

/** Lower bounds of one thing, each a rung: the farther right, the tighter. */
export function BoundLadder({ label, title, bounds }: BoundLadderProps) {
  const known = bounds.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const [low = 0, high = 1] = extent(known);
  const place = scaleLinear([low, Math.max(high, low + 1e-9)], [6, 100]);
  return (
    <figure className={styles.ladder} aria-label={label}>
      <figcaption>{title}</figcaption>
      <ol>
        {bounds.map(({ id, name, value, standardError }) => (
          <li key={id}>
            <span>{name}</span>
            <span className={styles.track}>
              <i style={{ width: `${value === undefined ? 0 : place(value)}%` }} />
            </span>
            <span className={styles.value}>
              <Metric name={id} value={value ?? ""} text={value === undefined ? "–" : reading(value)} />
              <small>{standardError === undefined ? "" : `± ${reading(standardError)}`}</small>
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
