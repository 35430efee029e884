import type { ReactNode } from "react";
import styles from "./LiveBadge.module.css";

/** Marks what can be changed while the run goes on. */
export function LiveBadge({ children }: { readonly children: ReactNode }) {
  return <span className={styles.live}>{children}</span>;
}
