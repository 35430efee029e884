import styles from "./Legend.module.css";

export interface LegendProps {
  readonly entries: readonly {
    readonly id: string;
    readonly label: string;
    /** A CSS colour. */
    readonly colour: string;
    readonly look: "line" | "dashed" | "dotted" | "area";
  }[];
}

/** Which line is which, below a plot. */
export function Legend({ entries }: LegendProps) {
  return (
    <ul className={styles.legend}>
      {entries.map(({ id, label, colour, look }) => (
        <li key={id}>
          <i className={styles[look]} style={{ "--swatch": colour } as React.CSSProperties} />
          {label}
        </li>
      ))}
    </ul>
  );
}
