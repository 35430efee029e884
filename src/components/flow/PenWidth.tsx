import slider from "../controls/slider.module.css";
import { fixed } from "../ui/format";
import styles from "./PenWidth.module.css";

/** Radii that the pen may have, in pixels of a 28-pixel image. */
const [THINNEST, WIDEST] = [0.6, 3];
const STEP = 0.15;

export interface PenWidthProps {
  readonly label: string;
  /** The radius in pixels of a 28-pixel image. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** How wide the pen is: a slider, and the dot that it makes. */
export function PenWidth({ label, value, onChange }: PenWidthProps) {
  const filled = (100 * (value - THINNEST)) / (WIDEST - THINNEST);
  return (
    <label className={styles.pen} title={label}>
      <span className={styles.dot} style={{ "--pen": value } as React.CSSProperties} />
      <input
        className={slider.slider}
        style={{ "--filled": `${filled}%`, "--knob": "var(--x)" } as React.CSSProperties}
        type="range"
        min={THINNEST}
        max={WIDEST}
        step={STEP}
        value={value}
        aria-label={label}
        aria-valuetext={fixed(1)(2 * value)}
        onChange={(event) => onChange(Number(event.target.value))}
      />
    </label>
  );
}
