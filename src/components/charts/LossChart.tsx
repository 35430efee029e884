import { bisector, extent, line, scaleLinear, scaleLog } from "d3";
import { type KeyboardEvent, useState } from "react";
import { count } from "../ui/format";
import styles from "./LossChart.module.css";
import { ticksOf } from "./ticks";

/** One value of a curve. */
export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

export interface Curve {
  readonly id: string;
  readonly kind: "training" | "heldOut" | "rival" | "ghost";
  /** Without one, it is not in the legend. */
  readonly label: string;
  /** A CSS colour of its own. */
  readonly colour?: string;
  readonly points: readonly CurvePoint[];
}

export interface LossChartProps {
  /** Drawn in order: the last one is on top. */
  readonly curves: readonly Curve[];
  /** A constant to compare with. */
  readonly reference?: { readonly label: string; readonly value: number } | undefined;
  /** The step that the page looks at, if it is not the last one. */
  readonly mark?: number | undefined;
  readonly scale: "linear" | "log";
  readonly label: string;
  readonly stepLabel: string;
  readonly emptyLabel: string;
  readonly format: (value: number) => string;
}

const WIDTH = 288;
const HEIGHT = 168;
const MARGIN = { top: 8, right: 6, bottom: 20, left: 42 };
const nearestStep = bisector<CurvePoint, number>(({ step }) => step).center;

/** Loss over the steps of a run. Hover or arrow keys read the values. */
export function LossChart({ curves, reference, mark, scale, label, stepLabel, emptyLabel, format }: LossChartProps) {
  const [cursor, setCursor] = useState<number>();
  const all = curves.flatMap(({ points }) => points);
  const lastStep = Math.max(10, ...all.map(({ step }) => step));
  const x = scaleLinear([0, lastStep], [MARGIN.left, WIDTH - MARGIN.right]);
  const [low = 0, high = 1] = extent(
    [...all.map(({ value }) => value), ...(reference ? [reference.value] : [])].filter(Number.isFinite),
  );
  const padded: [number, number] =
    scale === "log"
      ? [Math.max(1e-9, low * 0.97), high * 1.03]
      : [low - 0.05 * (high - low), high + 0.02 * (high - low)];
  const domain = padded[0] === padded[1] ? [padded[0] - 1, padded[1] + 1] : padded;
  const y = (scale === "log" && low > 0 ? scaleLog() : scaleLinear())
    .domain(domain)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const ticks = ticksOf(y, [MARGIN.top, HEIGHT - MARGIN.bottom], format);

  const path = line<CurvePoint>()
    .defined(({ value }) => Number.isFinite(value))
    .x(({ step }) => x(step))
    .y(({ value }) => y(value));
  const readings =
    cursor === undefined
      ? []
      : curves.flatMap((curve) => {
          const point = curve.points[nearestStep(curve.points, cursor)];
          return point ? [{ ...curve, point }] : [];
        });
  const read = readings.find(({ kind }) => kind === "heldOut") ?? readings[0];

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "Escape") setCursor(undefined);
    if (direction === 0) return;
    event.preventDefault();
    setCursor((at) => Math.min(lastStep, Math.max(0, (at ?? lastStep) + (direction * lastStep) / 40)));
  };

  return (
    <figure className={styles.figure}>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the curve
        tabIndex={0}
        role="img"
        aria-label={label}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const at = x.invert(((event.clientX - box.left) / box.width) * WIDTH);
          setCursor(at >= 0 && at <= lastStep ? at : undefined);
        }}
        onPointerLeave={() => setCursor(undefined)}
      >
        {all.length === 0 && (
          <text x={WIDTH / 2} y={HEIGHT / 2} className={styles.empty}>
            {emptyLabel}
          </text>
        )}
        {all.length > 0 &&
          ticks.map(({ value, at, text }) => (
            <g key={value} transform={`translate(0 ${at})`}>
              <line x1={MARGIN.left} x2={WIDTH - MARGIN.right} className={styles.grid} />
              <text x={MARGIN.left - 6} y={4} textAnchor="end">
                {text}
              </text>
            </g>
          ))}
        <text x={MARGIN.left} y={HEIGHT - 4}>
          0
        </text>
        <text x={WIDTH - MARGIN.right} y={HEIGHT - 4} textAnchor="end">
          {all.length > 0 ? `${stepLabel} ${count(read?.point.step ?? lastStep)}` : stepLabel}
        </text>
        {reference && (
          <g transform={`translate(0 ${y(reference.value)})`}>
            <line x1={MARGIN.left} x2={WIDTH - MARGIN.right} className={styles.reference} />
            <text x={WIDTH - MARGIN.right} y={-4} textAnchor="end" className={styles.referenceLabel}>
              {reference.label}
            </text>
          </g>
        )}
        {curves.map(({ id, kind, colour, points }) => (
          <path key={id} d={path(points) ?? ""} className={styles[kind]} style={{ stroke: colour }} />
        ))}
        {mark !== undefined && (
          <line x1={x(mark)} x2={x(mark)} y1={MARGIN.top} y2={HEIGHT - MARGIN.bottom} className={styles.mark} />
        )}
        {read && (
          <g>
            <line
              x1={x(read.point.step)}
              x2={x(read.point.step)}
              y1={MARGIN.top}
              y2={HEIGHT - MARGIN.bottom}
              className={styles.cursor}
            />
            {readings.map(({ id, point }) => (
              <circle key={id} cx={x(point.step)} cy={y(point.value)} r={3.5} className={styles.dot} />
            ))}
          </g>
        )}
      </svg>
      <figcaption className={styles.legend}>
        {curves.map(({ id, kind, colour, label: name, points }) => {
          if (!name) return null;
          const reading = readings.find((other) => other.id === id)?.point ?? points.at(-1);
          return (
            <span key={id} className={styles.entry}>
              <svg width="18" height="8" aria-hidden="true">
                <path d="M0 4H18" className={styles[kind]} style={{ stroke: colour }} />
              </svg>
              {name} <b>{reading ? format(reading.value) : "–"}</b>
            </span>
          );
        })}
      </figcaption>
    </figure>
  );
}
