import { useId, useState } from "react";
import type { Knob } from "../../engine/knobs";
import { plain } from "../ui/format";
import { LiveBadge } from "../ui/LiveBadge";
import { ExactValue } from "./ExactValue";
import styles from "./KnobSlider.module.css";
import slider from "./slider.module.css";

export interface KnobSliderProps {
  readonly label: string;
  readonly knob: Knob;
  readonly value: number;
  readonly onChange: (value: number) => void;
  /** Shown on knobs that act at once. */
  readonly liveLabel: string;
  readonly hint: string;
  readonly exactLabel: string;
  /** A CSS colour, where the knob belongs to a symbol. */
  readonly colour?: string;
}

/** A knob: a slider over its stops, and a field for any value between. */
export function KnobSlider({ label, knob, value, onChange, liveLabel, hint, exactLabel, colour }: KnobSliderProps) {
  const id = useId();
  const { stops } = knob;
  const live = knob.kind === "live";
  // A structural knob starts a new run, so it acts when the slider is let go.
  const [dragged, setDragged] = useState<number>();
  const shown = dragged ?? value;
  const position = nearest(stops, shown);
  const commit = () => {
    if (dragged !== undefined) onChange(dragged);
    setDragged(undefined);
  };
  return (
    <div className={styles.knob} style={{ "--knob": colour ?? "var(--ink)" } as React.CSSProperties} title={hint}>
      <div className={styles.row}>
        <label htmlFor={id}>
          {label}
          {live && <LiveBadge>{liveLabel}</LiveBadge>}
        </label>
        <ExactValue label={exactLabel} knob={knob} value={shown} onChange={onChange} />
      </div>
      <input
        id={id}
        className={slider.slider}
        style={{ "--filled": `${(100 * position) / (stops.length - 1)}%` } as React.CSSProperties}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={position}
        aria-valuetext={plain(shown)}
        onChange={(event) => {
          const next = stops[Number(event.target.value)] as number;
          if (live) onChange(next);
          else setDragged(next);
        }}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
    </div>
  );
}

function nearest(stops: readonly number[], value: number): number {
  const distances = stops.map((stop) => Math.abs(stop - value));
  return distances.indexOf(Math.min(...distances));
}
