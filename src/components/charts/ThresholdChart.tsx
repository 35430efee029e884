import { line, max, scaleLinear } from "d3";
import { type PointerEvent, useRef } from "react";
import { tick } from "../ui/format";
import { AxisLeft } from "./Axis";
import axis from "./Axis.module.css";
import { Plot } from "./Plot";
import styles from "./ThresholdChart.module.css";

interface ThresholdCurve {
  readonly id: string;
  /** A CSS colour. */
  readonly colour: string;
  /** One value a threshold; where it is not finite, the curve has a gap. */
  readonly values: ArrayLike<number>;
  /** A value to compare with, drawn across. */
  readonly reference?: number | undefined;
}

export interface ThresholdChartProps {
  /** What the picture shows, in words. */
  readonly label: string;
  /** Rising; they stand side by side, evenly. */
  readonly thresholds: readonly number[];
  /** Which of them is chosen. */
  readonly chosen: number;
  readonly curves: readonly ThresholdCurve[];
  /** Where the axis ends; the largest value where it is left out. */
  readonly most?: number;
  readonly format: (value: number) => string;
  readonly onChoose: (index: number) => void;
}

const MARGIN = { top: 8, right: 16, bottom: 22, left: 44 };
/** Pixels that a threshold's number needs. */
const APART = 52;

/** What every threshold comes to. A press or a drag chooses one; for the keyboard there is a slider beside it. */
export function ThresholdChart(props: ThresholdChartProps) {
  const { label, thresholds, chosen, curves, most, format, onChoose } = props;
  const box = useRef<HTMLDivElement>(null);
  const last = thresholds.length - 1;
  const choose = (event: PointerEvent) => {
    const { left = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {};
    const share = (event.clientX - left - MARGIN.left) / Math.max(1, width - MARGIN.left - MARGIN.right);
    onChoose(Math.min(last, Math.max(0, Math.round(share * last))));
  };
  const top =
    most ??
    max(curves.flatMap(({ values, reference = 0 }) => [...Array.from(values), reference]).filter(Number.isFinite));
  return (
    <div
      ref={box}
      className={styles.chart}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        choose(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && choose(event)}
    >
      <Plot label={label} className={styles.chart}>
        {({ width, height }) => {
          const bottom = height - MARGIN.bottom;
          const x = scaleLinear([0, last], [MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)]);
          const y = scaleLinear([0, top || 1], [bottom, MARGIN.top]);
          const path = line<number>()
            .defined(Number.isFinite)
            .x((_, i) => x(i))
            .y(y);
          const every = Math.ceil(APART / Math.max(1, x(1) - x(0)));
          return (
            <>
              <AxisLeft scale={y} at={MARGIN.left} grid={width - MARGIN.left - MARGIN.right} format={format} />
              {thresholds.map((threshold, i) =>
                (last - i) % every === 0 ? (
                  <g key={threshold} transform={`translate(${x(i)} ${bottom})`}>
                    <line className={axis.base} y2={4} />
                    <text y={17} textAnchor={i === last ? "end" : "middle"} dx={i === last ? 12 : 0}>
                      {tick(threshold)}
                    </text>
                  </g>
                ) : null,
              )}
              {curves.map(({ id, colour, values, reference }) => (
                <g key={id} style={{ stroke: colour }}>
                  {reference !== undefined && Number.isFinite(reference) && (
                    <line
                      className={styles.reference}
                      x1={MARGIN.left}
                      x2={width - MARGIN.right}
                      y1={y(reference)}
                      y2={y(reference)}
                    />
                  )}
                  <path className={styles.curve} d={path(Array.from(values)) ?? ""} />
                </g>
              ))}
              <line className={styles.mark} x1={x(chosen)} x2={x(chosen)} y1={MARGIN.top} y2={bottom} />
              {curves.map(({ id, colour, values }) => {
                const value = values[chosen];
                return value !== undefined && Number.isFinite(value) ? (
                  <circle
                    key={id}
                    className={styles.dot}
                    style={{ stroke: colour }}
                    cx={x(chosen)}
                    cy={y(value)}
                    r={4.5}
                  />
                ) : null;
              })}
            </>
          );
        }}
      </Plot>
    </div>
  );
}
