import { extent, scaleLinear, scaleLog } from "d3";
import { AxisBelow, AxisLeft } from "../Axis";
import { Plot } from "../Plot";
import styles from "./RateChart.module.css";

export interface Rate {
  readonly id: number;
  readonly name: string;
  /** Bits that say a sample. */
  readonly bits: number;
  /** Decibels. */
  readonly psnr: number;
  /** A CSS colour. */
  readonly colour: string;
  readonly current: boolean;
}

export interface RateChartProps {
  readonly rates: readonly Rate[];
  readonly label: string;
  readonly bitsLabel: string;
  readonly psnrLabel: string;
  readonly format: (value: number) => string;
}

const MARGIN = { top: 22, right: 20, bottom: 26, left: 46 };

/** What each run's reconstructions are worth against the bits that they take. */
export function RateChart({ rates, label, bitsLabel, psnrLabel, format }: RateChartProps) {
  return (
    <Plot label={label} className={styles.plot}>
      {({ width, height }) => {
        const [fewest = 10, most = 1000] = extent(rates, ({ bits }) => bits);
        const [low = 10, high = 25] = extent(rates, ({ psnr }) => psnr);
        const bottom = height - MARGIN.bottom;
        const x = scaleLog([fewest / 2, most * 2], [MARGIN.left, width - MARGIN.right]);
        const y = scaleLinear([Math.floor(low - 1.5), Math.ceil(high + 1.5)], [bottom, MARGIN.top]);
        const doublings = {
          ticks: (count: number) => {
            const last = Math.log2(most * 2);
            const every = Math.max(1, Math.round((last - Math.log2(fewest / 2)) / count));
            const first = Math.ceil(Math.log2(fewest / 2));
            return Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => 2 ** (first + i * every));
          },
          range: () => x.range(),
        };
        const across = Object.assign((value: number) => x(value), doublings);
        return (
          <>
            <AxisLeft scale={y} at={MARGIN.left} grid={width - MARGIN.left - MARGIN.right} format={format} />
            <AxisBelow scale={across} at={bottom} format={format} />
            <text x={MARGIN.left} y={12}>
              {psnrLabel}
            </text>
            <text x={width - MARGIN.right} y={bottom - 8} textAnchor="end">
              {bitsLabel}
            </text>
            {rates.map(({ id, name, bits, psnr, colour, current }) => (
              <g key={id} transform={`translate(${x(bits)} ${y(psnr)})`}>
                <circle
                  className={current ? styles.current : styles.run}
                  r={current ? 6.5 : 4.5}
                  style={{ fill: colour }}
                />
                <text className={styles.name} x={11} y={4}>
                  {name}
                </text>
              </g>
            ))}
          </>
        );
      }}
    </Plot>
  );
}
