import { area, curveStepAfter, line, scaleLinear } from "d3";
import { AxisBelow } from "./Axis";
import styles from "./Histogram.module.css";
import { Plot } from "./Plot";

export interface HistogramProps {
  readonly label: string;
  readonly className?: string | undefined;
  readonly domain: readonly [number, number];
  /** Each evenly over the domain: what share fell into each bin; no bins while nothing is known. */
  readonly series: readonly {
    readonly id: string;
    readonly shares: ArrayLike<number>;
    /** A CSS colour. */
    readonly colour: string;
    readonly look: "area" | "line";
  }[];
  /** A value to compare with. */
  readonly mark?: { readonly value: number; readonly label: string } | undefined;
  /** The name of the axis. */
  readonly axis?: string;
  /** What lies outside the domain, in words, at the far end. */
  readonly beyond?: string | undefined;
  readonly format: (value: number) => string;
}

const MARGIN = { top: 18, right: 14, bottom: 24, left: 14 };

/** How values are spread: one kind of them, or two over each other. */
export function Histogram({ label, className, domain, series, mark, axis, beyond, format }: HistogramProps) {
  const most = Math.max(1e-9, ...series.flatMap(({ shares }) => Array.from(shares)));
  return (
    <Plot label={label} className={className}>
      {({ width, height }) => {
        const bottom = height - MARGIN.bottom;
        const x = scaleLinear(domain, [MARGIN.left, width - MARGIN.right]);
        const y = scaleLinear([0, most], [bottom, MARGIN.top]);
        return (
          <>
            {series.map(({ id, shares, colour, look }) => {
              if (shares.length === 0) return null;
              const [start, end] = domain;
              const at = (i: number) => x(start + ((end - start) * i) / shares.length);
              // The last bin ends where the domain does.
              const steps = [...Array.from(shares), shares[shares.length - 1] ?? 0];
              const d =
                look === "area"
                  ? area<number>((_, i) => at(i), bottom, y).curve(curveStepAfter)(steps)
                  : line<number>((_, i) => at(i), y).curve(curveStepAfter)(steps);
              const paint = look === "area" ? { fill: colour } : { stroke: colour };
              return <path key={id} className={styles[look]} style={paint} d={d ?? ""} />;
            })}
            <AxisBelow scale={x} at={bottom} format={format} />
            {mark && mark.value >= domain[0] && mark.value <= domain[1] && (
              <g transform={`translate(${x(mark.value)} 0)`}>
                <line className={styles.mark} y1={MARGIN.top - 4} y2={bottom} />
                <text className={styles.markName} y={MARGIN.top - 7} textAnchor="middle">
                  {mark.label}
                </text>
              </g>
            )}
            {beyond && (
              <text x={width - MARGIN.right} y={bottom - 8} textAnchor="end">
                {beyond}
              </text>
            )}
            {axis && (
              <text x={width - MARGIN.right} y={12} textAnchor="end">
                {axis}
              </text>
            )}
          </>
        );
      }}
    </Plot>
  );
}
