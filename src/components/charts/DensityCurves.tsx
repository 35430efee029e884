import { area, line, max, scaleLinear } from "d3";
import { fixed } from "../ui/format";
import styles from "./DensityCurves.module.css";

interface DensityCurve {
  readonly id: string;
  readonly label: string;
  readonly colour: string;
  /** At even places from `low` to `high`. */
  readonly values: ArrayLike<number>;
  readonly style: "filled" | "line" | "dashed";
}

export interface DensityCurvesProps {
  /** Drawn in order: the last one is on top. */
  readonly curves: readonly DensityCurve[];
  readonly low: number;
  readonly high: number;
  /** The name of the axis, such as z1. */
  readonly axis: string;
  readonly label: string;
}

const WIDTH = 288;
const HEIGHT = 124;
const FLOOR = HEIGHT - 18;

/** Densities over one latent dimension. */
export function DensityCurves({ curves, low, high, axis, label }: DensityCurvesProps) {
  const highest = Math.max(1e-12, ...curves.map(({ values }) => max(Array.from(values)) ?? 0));
  const x = scaleLinear([low, high], [0, WIDTH]);
  const y = scaleLinear([0, highest], [FLOOR, 6]);
  const pathOf = ({ values, style }: DensityCurve) => {
    const points = Array.from(values, (value, i): [number, number] => [
      x(low + ((high - low) * i) / (values.length - 1)),
      y(value),
    ]);
    return (style === "filled" ? area().y0(FLOOR) : line())(points) ?? "";
  };
  const end = fixed(high - low < 1 ? 2 : 1);
  return (
    <figure className={styles.figure}>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        <line x1={0} x2={WIDTH} y1={FLOOR} y2={FLOOR} className={styles.floor} />
        {curves.map((curve) => (
          <path
            key={curve.id}
            d={pathOf(curve)}
            className={styles[curve.style]}
            style={{ "--curve": curve.colour } as React.CSSProperties}
          />
        ))}
        <text x={0} y={HEIGHT - 4}>
          {end(low)}
        </text>
        <text x={WIDTH / 2} y={HEIGHT - 4} textAnchor="middle">
          {axis.slice(0, 1)}
          <tspan dy={3} fontSize={9}>
            {axis.slice(1)}
          </tspan>
        </text>
        <text x={WIDTH} y={HEIGHT - 4} textAnchor="end">
          {end(high)}
        </text>
      </svg>
      <figcaption className={styles.legend}>
        {curves.map(({ id, label: name, colour, style }) => (
          <span key={id}>
            <svg width="18" height="8" aria-hidden="true">
              <path
                d={style === "filled" ? "M0 0H18V8H0Z" : "M0 4H18"}
                className={styles[style]}
                style={{ "--curve": colour } as React.CSSProperties}
              />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
