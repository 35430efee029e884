import type { KeyboardEvent, PointerEvent } from "react";
import styles from "./Plot.module.css";

export interface PlotHandleProps {
  /** Where it is, in the plot's pixels. */
  readonly at: readonly [x: number, y: number];
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** What an arrow key moves it by; ten times as much with Shift. */
  readonly step: number;
  readonly orientation?: "horizontal" | "vertical";
  readonly label: string;
  /** The value in words. */
  readonly text: string;
  /** A CSS colour. */
  readonly colour: string;
  /** The value under a place of the plot. */
  readonly valueAt: (place: readonly [x: number, y: number]) => number;
  readonly onChange: (value: number) => void;
}

/** What keys do to a value: the share of a step, up or down. */
const KEYS: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** A handle in a plot: a slider for the keyboard, and something to drag for mouse, pen and finger. */
export function PlotHandle(props: PlotHandleProps) {
  const { at, value, min, max, step, orientation = "horizontal", label, text, colour, valueAt, onChange } = props;
  const set = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  const drag = (event: PointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box) set(valueAt([event.clientX - box.left, event.clientY - box.top]));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = KEYS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(value + by * step * (event.shiftKey ? 10 : 1));
  };
  return (
    <g
      className={styles.handle}
      transform={`translate(${at[0]} ${at[1]})`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={onKeyDown}
    >
      <circle className={styles.reach} r={15} />
      <circle className={styles.knob} r={7.5} style={{ stroke: colour }} />
    </g>
  );
}
