import { area, curveStepAfter, scaleLinear } from "d3";
import { AxisBelow } from "../Axis";
import { Plot } from "../Plot";
import styles from "./UsageCurve.module.css";

export interface UsageCurveProps {
  /** How many cells chose each code. */
  readonly counts: ArrayLike<number>;
  /** exp(entropy) of the choices: as many codes, used evenly, would say as much. */
  readonly perplexity: number | undefined;
  readonly label: string;
  readonly perplexityLabel: string;
  readonly evenLabel: string;
  readonly format: (value: number) => string;
}

const MARGIN = { top: 18, right: 12, bottom: 24, left: 12 };

/** How much each code is used, from the most to the least, beside what even use would be. */
export function UsageCurve({ counts, perplexity, label, perplexityLabel, evenLabel, format }: UsageCurveProps) {
  const sorted = Float64Array.from(counts).sort().reverse();
  const even = sorted.reduce((sum, cells) => sum + cells, 0) / Math.max(1, sorted.length);
  return (
    <Plot label={label} className={styles.plot}>
      {({ width, height }) => {
        const bottom = height - MARGIN.bottom;
        const x = scaleLinear([0, sorted.length], [MARGIN.left, width - MARGIN.right]);
        const y = scaleLinear([0, Math.max(2 * even, sorted[0] ?? 0, 1)], [bottom, MARGIN.top]);
        const steps = [...sorted, sorted.at(-1) ?? 0];
        const shape = area<number>((_, i) => x(i), bottom, y).curve(curveStepAfter)(steps);
        return (
          <>
            <path className={styles.used} d={shape ?? ""} />
            <line className={styles.even} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(even)} y2={y(even)} />
            <text x={width - MARGIN.right} y={y(even) - 5} textAnchor="end">
              {evenLabel}
            </text>
            {perplexity !== undefined && (
              <g transform={`translate(${x(Math.min(perplexity, sorted.length))} 0)`}>
                <line className={styles.mark} y1={MARGIN.top - 4} y2={bottom} />
                <text
                  className={styles.name}
                  y={MARGIN.top - 7}
                  textAnchor={
                    perplexity > 0.7 * sorted.length ? "end" : perplexity < 0.3 * sorted.length ? "start" : "middle"
                  }
                >
                  {perplexityLabel}
                </text>
              </g>
            )}
            <AxisBelow scale={x} at={bottom} format={format} />
          </>
        );
      }}
    </Plot>
  );
}
