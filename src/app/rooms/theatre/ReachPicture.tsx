import styles from "./MasksTab.module.css";
import type { Reached } from "./masks";

/** What a stack sees around a pixel: what it may, what it should and does not, and what it must not. */
export function ReachPicture({ reach: { radius, seen }, label }: { readonly reach: Reached; readonly label: string }) {
  const side = 2 * radius + 1;
  const middle = radius * side + radius;
  return (
    <svg className={styles.reach} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      {Array.from(seen, (one, i) => {
        const [x, y] = [i % side, Math.floor(i / side)];
        const kind = i >= middle ? (one ? styles.ahead : styles.later) : one ? styles.seen : styles.blind;
        return <rect key={i} className={kind} x={x + 0.06} y={y + 0.06} width={0.88} height={0.88} />;
      })}
      <rect className={styles.self} x={radius + 0.06} y={radius + 0.06} width={0.88} height={0.88} />
    </svg>
  );
}
