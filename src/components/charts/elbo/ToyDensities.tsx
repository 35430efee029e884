import { area, line, scaleLinear } from "d3";
import { fixed, tick } from "../../ui/format";
import { AxisBelow } from "../Axis";
import { PlotHandle } from "../PlotHandle";
import type { ToyPart, ToyPictureProps } from "./ToyPicture";
import styles from "./ToyPicture.module.css";
import { zScale } from "./zScale";

interface ToyDensitiesProps extends ToyPictureProps {
  readonly isLit: (part: ToyPart) => boolean;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

const places = fixed(2);

/** Prior, likelihood and posterior over z, and q, whose centre and width are to be dragged. */
export function ToyDensities({ curves, q, reach, labels, isLit, width, top, bottom, onQ }: ToyDensitiesProps) {
  const across = zScale(curves.z, width);
  const up = scaleLinear([0, curves.top], [bottom, top]).clamp(true);
  const [left = 0, right = 0] = across.range();
  const at = (_: number, i: number) => across(curves.z[i] as number);
  const y = (density: number) => up(density);
  const path = (values: ArrayLike<number>) => line<number>(at, y)(Array.from(values)) ?? "";
  const fill = (values: ArrayLike<number>) => area<number>(at, bottom, y)(Array.from(values)) ?? "";
  const gap = area<number>(
    at,
    (density) => up(density),
    (_, i) => up(curves.q[i] as number),
  )(Array.from(curves.posterior));
  const dim = (part: ToyPart) => (isLit(part) ? "" : styles.dim);
  const [least, most] = reach.deviation;
  const crest = up(1 / (q.deviation * Math.sqrt(2 * Math.PI)));
  // One σ away a Gaussian has e^−½ of its height; of the height that is drawn, so that both handles can be reached.
  const shoulder = bottom - Math.exp(-0.5) * (bottom - crest);
  const side = q.mean + q.deviation > (curves.z[curves.z.length - 1] as number) ? -1 : 1;
  return (
    <g>
      <AxisBelow scale={across} at={bottom} format={tick} />
      <text x={right - 4} y={bottom - 6} textAnchor="end" className={styles.name}>
        z
      </text>
      <line className={styles.mode} x1={left} x2={left} y1={top} y2={bottom} />
      <path className={`${styles.priorLine} ${dim("prior")}`} d={path(curves.prior)} />
      <path className={`${styles.likelihood} ${dim("likelihood")}`} d={path(curves.likelihood)} />
      <g className={dim("posterior")}>
        <path className={styles.posteriorFill} d={fill(curves.posterior)} />
        <path className={styles.posterior} d={path(curves.posterior)} />
      </g>
      <path className={isLit("gap") ? styles.gap : styles.none} d={gap ?? ""} />
      <path className={`${styles.q} ${dim("q")}`} d={path(curves.q)} />
      <line
        className={`${styles.width} ${dim("q")}`}
        x1={across(q.mean)}
        x2={across(q.mean + side * q.deviation)}
        y1={shoulder}
        y2={shoulder}
      />
      <PlotHandle
        at={[across(q.mean), crest]}
        value={q.mean}
        min={-reach.mean}
        max={reach.mean}
        step={0.02}
        label={labels.mean}
        text={places(q.mean)}
        colour="var(--mu)"
        valueAt={([x]) => across.invert(x)}
        onChange={(mean) => onQ({ ...q, mean })}
      />
      <PlotHandle
        at={[across(q.mean + side * q.deviation), shoulder]}
        value={q.deviation}
        min={least}
        max={most}
        step={0.01}
        label={labels.deviation}
        text={places(q.deviation)}
        colour="var(--sigma)"
        valueAt={([x]) => side * (across.invert(x) - q.mean)}
        onChange={(deviation) => onQ({ ...q, deviation })}
      />
    </g>
  );
}
