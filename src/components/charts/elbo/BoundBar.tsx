import { scaleLinear } from "d3";
import { fixed, reading } from "../../ui/format";
import { AxisBelow } from "../Axis";
import { Plot } from "../Plot";
import styles from "./BoundBar.module.css";

export type BoundPart = "evidence" | "elbo" | "gap";

export interface BoundBarProps {
  readonly label: string;
  /** In nats: evidence = elbo + gap. */
  readonly evidence: number;
  readonly elbo: number;
  readonly gap: number;
  readonly names: Readonly<Record<BoundPart, string>>;
  /** What stands out; everything does where it is left out. */
  readonly lit?: readonly BoundPart[] | undefined;
}

/** How much of the axis lies left of log p(x): the least of these that the gap fits into, so that it seldom changes. */
const SPANS = [4, 12, 40, 120, 400, 1200, 4000, 12_000, 40_000];
const BAR = { top: 22, bottom: 52 };
/** Pixels that a name needs to stand inside its part. */
const NAME = 96;

/** log p(x) as a bar of two parts, the ELBO and what it lacks, on an axis of nats. */
export function BoundBar({ label, evidence, elbo, gap, names, lit }: BoundBarProps) {
  const dim = (part: BoundPart) => (!lit || lit.includes(part) ? "" : styles.dim);
  return (
    <Plot label={label} className={styles.plot}>
      {({ width }) => {
        const span = SPANS.find((most) => gap < 0.9 * most) ?? gap / 0.9;
        const x = scaleLinear([evidence - span, evidence + 0.06 * span], [6, width - 14]).clamp(true);
        const [start = 0] = x.range();
        const [to, end] = [x(elbo), x(evidence)];
        const height = BAR.bottom - BAR.top;
        return (
          <>
            <AxisBelow scale={x} at={BAR.bottom + 6} format={(value) => reading(value, span < 12 ? 1 : 0)} apart={96} />
            <g className={dim("elbo")}>
              <rect className={styles.elbo} x={start} y={BAR.top} width={Math.max(0, to - start)} height={height} />
              {to - start > NAME && (
                <text className={styles.inside} x={(start + to) / 2} y={BAR.top + 20} textAnchor="middle">
                  {names.elbo}
                </text>
              )}
            </g>
            <g className={dim("gap")}>
              <rect className={styles.gap} x={to} y={BAR.top} width={Math.max(0, end - to)} height={height} />
              {end - to > NAME && (
                <text className={styles.inside} x={(to + end) / 2} y={BAR.top + 20} textAnchor="middle">
                  {names.gap}
                </text>
              )}
            </g>
            <g className={dim("evidence")}>
              <line className={styles.evidence} x1={end} x2={end} y1={BAR.top - 6} y2={BAR.bottom + 6} />
              <text className={styles.evidenceName} x={end + 4} y={BAR.top - 9} textAnchor="end">
                {names.evidence} = {fixed(3)(evidence)}
              </text>
            </g>
          </>
        );
      }}
    </Plot>
  );
}
