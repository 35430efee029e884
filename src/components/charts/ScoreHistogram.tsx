import { bin, max, min, scaleLinear } from "d3";
import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { useSize } from "./canvas";
import styles from "./ScoreHistogram.module.css";

export interface ScoreHistogramProps {
  readonly normal: ArrayLike<number>;
  readonly odd: ArrayLike<number>;
  /** The score of the sample that is followed. */
  readonly own: number | undefined;
  readonly threshold: number;
  readonly label: string;
  readonly normalLabel: string;
  readonly oddLabel: string;
  readonly ownLabel: string;
  readonly thresholdLabel: string;
  /** What the score is, at the end of its axis. */
  readonly unit: string;
  readonly format: (value: number) => string;
  readonly onThreshold: (value: number) => void;
}

const BINS = 48;
const MARGIN = { top: 22, right: 14, bottom: 22, left: 14 };
/** Shares of the axis that the keys move the threshold by. */
const STRIDE = 0.01;
const LONG_STRIDE = 0.1;
/** Width of what a finger takes the threshold by (CSS pixels). */
const GRIP = 24;

/** Scores of ordinary samples upwards and of odd ones downwards, as shares of each kind, and the threshold to be dragged. */
export function ScoreHistogram(props: ScoreHistogramProps) {
  const { normal, odd, own, threshold, format, onThreshold } = props;
  const box = useRef<HTMLElement>(null);
  const { width, height } = useSize(box);
  const middle = (MARGIN.top + height - MARGIN.bottom) / 2;
  const x = useMemo(() => {
    const all = [...Array.from(normal), ...Array.from(odd)];
    const [low = 0, high = 1] = [min(all), max(all)];
    const from = low >= 0 && low < 0.5 * high ? 0 : low; // scores that reach near zero are seen from zero
    return scaleLinear(
      [from, Math.max(high, from + 1e-9)],
      [MARGIN.left, Math.max(MARGIN.left + 1, width - MARGIN.right)],
    ).nice();
  }, [normal, odd, width]);
  const bars = useMemo(() => {
    const domain = x.domain() as [number, number];
    const step = (domain[1] - domain[0]) / BINS;
    const bins = bin()
      .domain(domain)
      .thresholds(Array.from({ length: BINS - 1 }, (_, i) => domain[0] + (i + 1) * step));
    const shares = (scores: ArrayLike<number>) =>
      bins(Array.from(scores)).map((rows) => rows.length / Math.max(1, scores.length));
    const both = [shares(normal), shares(odd)] as const;
    return { both, most: Math.max(1e-9, ...both[0], ...both[1]), step, from: domain[0] };
  }, [x, normal, odd]);

  const [low, high] = x.domain() as [number, number];
  const clamp = (value: number) => Math.min(high, Math.max(low, value));
  const at = x(clamp(threshold));
  const drag = (event: PointerEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    onThreshold(clamp(x.invert(event.clientX - left)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const reach = high - low;
    const moves: Record<string, number> = {
      ArrowLeft: threshold - STRIDE * reach,
      ArrowDown: threshold - STRIDE * reach,
      ArrowRight: threshold + STRIDE * reach,
      ArrowUp: threshold + STRIDE * reach,
      PageDown: threshold - LONG_STRIDE * reach,
      PageUp: threshold + LONG_STRIDE * reach,
      Home: low,
      End: high,
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    onThreshold(clamp(move));
  };

  return (
    <figure ref={box} className={styles.box} aria-label={props.label}>
      {width > 0 && (
        // biome-ignore lint/a11y/noSvgWithoutTitle: the figure has the name; a title would hang over every drag
        <svg
          className={styles.chart}
          width={width}
          height={height}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            drag(event);
          }}
          onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && drag(event)}
        >
          <rect
            className={styles.alarm}
            x={at}
            y={MARGIN.top}
            width={Math.max(0, width - MARGIN.right - at)}
            height={height - MARGIN.top - MARGIN.bottom}
          />
          {bars.both.map((shares, side) =>
            shares.map((share, i) => {
              const tall = (share / bars.most) * (middle - MARGIN.top - 4);
              const [left, right] = [x(bars.from + i * bars.step), x(bars.from + (i + 1) * bars.step)];
              return (
                share > 0 && (
                  <rect
                    key={`${side} ${i}`}
                    className={side === 0 ? styles.normal : styles.odd}
                    x={left + 0.5}
                    y={side === 0 ? middle - tall : middle + 1}
                    width={Math.max(1, right - left - 1)}
                    height={Math.max(1, tall)}
                  />
                )
              );
            }),
          )}
          <line className={styles.axis} x1={MARGIN.left} x2={width - MARGIN.right} y1={middle} y2={middle} />
          <text className={styles.kind} x={width - MARGIN.right - 4} y={MARGIN.top + 14} textAnchor="end">
            {props.normalLabel} ▲
          </text>
          <text className={styles.kind} x={width - MARGIN.right - 4} y={height - MARGIN.bottom - 6} textAnchor="end">
            {props.oddLabel} ▼
          </text>
          {x.ticks(Math.max(2, Math.floor(width / 110))).map((value) => (
            <text key={value} x={x(value)} y={height - 6} textAnchor="middle">
              {format(value)}
            </text>
          ))}
          {own !== undefined && (
            <g transform={`translate(${x(clamp(own))} ${middle})`}>
              <path className={styles.own} d="M0 -9 L7 0 L0 9 L-7 0 Z" />
              <text className={styles.ownLabel} y={-13} textAnchor="middle">
                {props.ownLabel}
              </text>
            </g>
          )}
          <g
            className={styles.threshold}
            transform={`translate(${at} 0)`}
            role="slider"
            tabIndex={0}
            aria-label={props.thresholdLabel}
            aria-valuemin={low}
            aria-valuemax={high}
            aria-valuenow={clamp(threshold)}
            aria-valuetext={`${format(threshold)} ${props.unit}`}
            onKeyDown={onKeyDown}
          >
            <rect x={-GRIP / 2} y={0} width={GRIP} height={height} fill="transparent" />
            <line y1={MARGIN.top - 4} y2={height - MARGIN.bottom} />
            <path d={`M-7 2 H7 V12 L0 ${MARGIN.top} L-7 12 Z`} />
          </g>
        </svg>
      )}
    </figure>
  );
}
