import { line, scaleLinear } from "d3";
import styles from "./RocCurve.module.css";

export interface RocCurveProps {
  readonly falsePositiveRate: ArrayLike<number>;
  readonly truePositiveRate: ArrayLike<number>;
  /** Where the threshold in use stands. */
  readonly at: { readonly falseRate: number; readonly trueRate: number };
  readonly label: string;
  readonly falseLabel: string;
  readonly trueLabel: string;
}

const SIZE = 220;
const MARGIN = { top: 8, right: 10, bottom: 30, left: 34 };
const x = scaleLinear([0, 1], [MARGIN.left, SIZE - MARGIN.right]);
const y = scaleLinear([0, 1], [SIZE - MARGIN.bottom, MARGIN.top]);

/** What every threshold would catch, against what it would take for odd wrongly. The diagonal is chance. */
export function RocCurve({ falsePositiveRate, truePositiveRate, at, label, falseLabel, trueLabel }: RocCurveProps) {
  const path = line<number>()
    .x((i) => x(falsePositiveRate[i] as number))
    .y((i) => y(truePositiveRate[i] as number));
  const points = Array.from({ length: falsePositiveRate.length }, (_, i) => i);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={label}>
      <rect className={styles.frame} x={x(0)} y={y(1)} width={x(1) - x(0)} height={y(0) - y(1)} />
      <line className={styles.chance} x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      <path className={styles.curve} d={path(points) ?? ""} />
      <circle className={styles.point} cx={x(at.falseRate)} cy={y(at.trueRate)} r={6} />
      <text x={x(0)} y={SIZE - MARGIN.bottom + 14} textAnchor="middle">
        0
      </text>
      <text x={x(1)} y={SIZE - MARGIN.bottom + 14} textAnchor="middle">
        1
      </text>
      <text x={x(0.5)} y={SIZE - 4} textAnchor="middle">
        {falseLabel}
      </text>
      <text transform={`translate(12 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
        {trueLabel}
      </text>
    </svg>
  );
}
