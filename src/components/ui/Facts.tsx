import type { ReactNode } from "react";
import styles from "./Facts.module.css";

export interface FactsProps {
  readonly facts: readonly {
    readonly id: string;
    readonly label: ReactNode;
    readonly value: ReactNode;
    /** A CSS colour, where the number belongs to a part of the picture. */
    readonly colour?: string | undefined;
  }[];
}

/** A few numbers in a row, each with its name above it. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ id, label, value, colour }) => (
        <div key={id}>
          <dt>
            {colour && <i style={{ background: colour }} />}
            {label}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
