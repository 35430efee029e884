import styles from "./Axis.module.css";

interface Scale {
  (value: number): number;
  ticks(count: number): number[];
  range(): number[];
}

export interface AxisProps {
  readonly scale: Scale;
  /** Where the axis runs, across its own direction, in the plot's pixels. */
  readonly at: number;
  /** How far grid lines reach from it; none where it is left out. */
  readonly grid?: number | undefined;
  readonly format: (value: number) => string;
  /** Pixels that a label needs. */
  readonly apart?: number;
}

/** An axis along the lower edge of a plot. */
export function AxisBelow({ scale, at, grid, format, apart = 64 }: AxisProps) {
  const [start = 0, end = 0] = scale.range();
  const ticks = scale.ticks(Math.max(2, Math.floor(Math.abs(end - start) / apart)));
  return (
    <g>
      <line className={styles.base} x1={start} x2={end} y1={at} y2={at} />
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(${scale(tick)} ${at})`}>
          <line className={styles.grid} y1={grid === undefined ? 0 : -grid} y2={4} />
          <text y={17} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** An axis along the left edge of a plot. */
export function AxisLeft({ scale, at, grid, format, apart = 44 }: AxisProps) {
  const [start = 0, end = 0] = scale.range();
  const ticks = scale.ticks(Math.max(2, Math.floor(Math.abs(end - start) / apart)));
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(${at} ${scale(tick)})`}>
          <line className={styles.grid} x1={-3} x2={grid ?? 0} />
          <text x={-7} y={4} textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}
