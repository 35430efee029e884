import { type ReactNode, useId } from "react";
import slider from "./slider.module.css";
import styles from "./ValueSlider.module.css";

export interface ValueSliderProps {
  /** A symbol or a few words. */
  readonly label: ReactNode;
  /** What it is in words, where the label is a symbol. */
  readonly name?: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value as it is shown and read out. */
  readonly text: string;
  /** A CSS colour, where the value belongs to a symbol. */
  readonly colour?: string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** A number of a picture, on one line: what it is, a slider, how much it is. */
export function ValueSlider(props: ValueSliderProps) {
  const { label, name, value, min, max, step, text, colour = "var(--ink)", disabled = false, onChange } = props;
  const id = useId();
  const filled = `${(100 * (value - min)) / (max - min)}%`;
  return (
    <div className={styles.row} style={{ "--knob": colour, "--filled": filled } as React.CSSProperties}>
      <label htmlFor={id} title={name}>
        {label}
      </label>
      <input
        id={id}
        className={slider.slider}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        aria-label={name}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output htmlFor={id}>{text}</output>
    </div>
  );
}
