import { area, line, scaleLinear } from "d3";
import { fixed, tick } from "../../ui/format";
import { AxisBelow, AxisLeft } from "../Axis";
import { Plot } from "../Plot";
import { PlotHandle } from "../PlotHandle";
import styles from "./CoinCurve.module.css";

export interface CoinCurveProps {
  readonly label: string;
  /** Heights over p in [0, 1], from p = 0 to p = 1, evenly. */
  readonly heights: readonly number[];
  /** The range of heights that is drawn; what lies below it is cut off. */
  readonly domain: readonly [number, number];
  /** What is up, in words. */
  readonly unit: string;
  readonly p: number;
  readonly height: number;
  /** argmax of the curve, once there is one. */
  readonly peak: number | undefined;
  /** The coin's own p, unless it is hidden. */
  readonly truth: number | undefined;
  readonly handleLabel: string;
  readonly onChange: (p: number) => void;
}

const MARGIN = { top: 42, right: 18, bottom: 26, left: 46 };
/** A handle at the very edge could not explain a single toss of the other side. */
const EDGE = 0.001;
const places = fixed(3);

/** A likelihood over p, its peak, and a p to be dragged. */
export function CoinCurve(props: CoinCurveProps) {
  const { label, heights, domain, unit, p, height, peak, truth, handleLabel, onChange } = props;
  return (
    <Plot label={label} className={styles.plot}>
      {({ width, height: tall }) => {
        const bottom = tall - MARGIN.bottom;
        const x = scaleLinear([0, 1], [MARGIN.left, width - MARGIN.right]);
        const y = scaleLinear(domain, [bottom, MARGIN.top]).clamp(true);
        const along = (_: number, i: number) => x(i / (heights.length - 1));
        const visible = (value: number) => y(Number.isFinite(value) ? value : domain[0]);
        const at = [x(p), visible(height)] as const;
        return (
          <>
            <AxisLeft scale={y} at={MARGIN.left} grid={width - MARGIN.left - MARGIN.right} format={tick} apart={80} />
            <AxisBelow scale={x} at={bottom} format={tick} />
            <text x={MARGIN.left} y={12}>
              {unit}
            </text>
            <text x={width - MARGIN.right} y={bottom - 6} textAnchor="end" className={styles.name}>
              p
            </text>
            <path className={styles.area} d={area<number>(along, bottom, visible)(heights) ?? ""} />
            <path className={styles.curve} d={line<number>(along, visible)(heights) ?? ""} />
            {truth !== undefined && (
              <line className={styles.truth} x1={x(truth)} x2={x(truth)} y1={MARGIN.top} y2={bottom} />
            )}
            {peak !== undefined && (
              <g transform={`translate(${x(peak)} 0)`}>
                <line className={styles.peak} y1={MARGIN.top} y2={bottom} />
                <text
                  y={MARGIN.top - 8}
                  textAnchor={peak > 0.9 ? "end" : peak < 0.1 ? "start" : "middle"}
                  className={styles.peakName}
                >
                  p̂ = {places(peak)}
                </text>
              </g>
            )}
            <line className={styles.mine} x1={at[0]} x2={at[0]} y1={at[1]} y2={bottom} />
            <PlotHandle
              at={at}
              value={p}
              min={EDGE}
              max={1 - EDGE}
              step={0.01}
              label={handleLabel}
              text={places(p)}
              colour="var(--mu)"
              valueAt={([left]) => x.invert(left)}
              onChange={onChange}
            />
          </>
        );
      }}
    </Plot>
  );
}
