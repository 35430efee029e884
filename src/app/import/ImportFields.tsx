import type { ReactNode } from "react";
import styles from "./ImportSettings.module.css";

/** A setting: what it is called, and what it is. */
export function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={`${styles.row} ${styles.value}`}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}

export interface ChoiceProps {
  readonly label: string;
  readonly value: string | number;
  readonly options: readonly { readonly value: string | number; readonly label: string }[];
  readonly onChange: (value: string) => void;
}

/** One of several. */
export function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label className={styles.row}>
      <span className={styles.label}>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

export interface TickProps {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function Tick({ label, hint, checked, onChange }: TickProps) {
  return (
    <label className={styles.row} title={hint}>
      <span className={styles.label}>{label}</span>
      <input
        className={styles.tick}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
