import type { ReactNode } from "react";
import styles from "./EmptyState.module.css";

/** Stands where there is nothing to be seen yet: what is missing in words, and often a button that mends it. */
export function EmptyState({ children }: { readonly children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}
