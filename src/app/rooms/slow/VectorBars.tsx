import { reading } from "../../../components/ui/format";
import styles from "./Samples.module.css";

/** More dimensions are drawn no further. */
const MOST = 16;
/** A full bar. */
const FULL = 3;

/** The coordinates of a small vector as bars from its middle; their numbers where there are few. */
export function VectorBars({ values, symbol }: { readonly values: Float32Array; readonly symbol: string }) {
  const shown = Array.from(values.subarray(0, MOST));
  const text = shown.map((value) => reading(value)).join(", ");
  return (
    <span className={styles.vector} title={text}>
      <span className={styles.bars} data-symbol={symbol} aria-hidden="true">
        {shown.map((value, i) => (
          <i key={i} style={{ "--value": Math.max(-1, Math.min(1, value / FULL)) } as React.CSSProperties} />
        ))}
      </span>
      <small className={shown.length > 2 ? "visually-hidden" : undefined}>{text}</small>
    </span>
  );
}
