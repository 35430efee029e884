import { useState } from "react";
import type { Knob } from "../../engine/knobs";
import { plain } from "../ui/format";
import styles from "./ExactValue.module.css";

export interface ExactValueProps {
  readonly label: string;
  readonly knob: Pick<Knob, "integer"> & { readonly min: number; readonly max: number };
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** A field for any value that a knob allows. */
export function ExactValue({ label, knob, value, onChange }: ExactValueProps) {
  const [typed, setTyped] = useState<string>();
  const commit = () => {
    const given = Number(typed);
    if (typed !== undefined && typed.trim() !== "" && Number.isFinite(given)) {
      const rounded = knob.integer ? Math.round(given) : given;
      onChange(Math.min(knob.max, Math.max(knob.min, rounded)));
    }
    setTyped(undefined);
  };
  return (
    <input
      className={styles.value}
      aria-label={label}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? (knob.integer ? String(value) : plain(value))}
      onFocus={(event) => {
        setTyped(String(value));
        requestAnimationFrame(() => event.target.select());
      }}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setTyped(undefined);
      }}
    />
  );
}
