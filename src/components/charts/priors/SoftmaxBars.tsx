import styles from "./Softmax.module.css";

export interface SoftmaxBarsProps {
  readonly probabilities: ArrayLike<number>;
  readonly drawn: number | undefined;
  readonly label: string;
}

/** A softmax over too many values for rows: a bar for each, side by side. */
export function SoftmaxBars({ probabilities, drawn, label }: SoftmaxBarsProps) {
  const shares = Array.from(probabilities);
  const most = Math.max(...shares, 1e-9);
  return (
    <div className={styles.bars} role="img" aria-label={label}>
      {shares.map((share, value) => (
        <i key={value} className={value === drawn ? styles.drawn : ""} style={{ height: `${(100 * share) / most}%` }} />
      ))}
    </div>
  );
}
