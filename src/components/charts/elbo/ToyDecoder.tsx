import { area, line, scaleLinear } from "d3";
import { fixed, tick } from "../../ui/format";
import { AxisLeft } from "../Axis";
import { PlotHandle } from "../PlotHandle";
import type { ToyPart, ToyPictureProps } from "./ToyPicture";
import styles from "./ToyPicture.module.css";
import { zScale } from "./zScale";

interface ToyDecoderProps extends ToyPictureProps {
  readonly isLit: (part: ToyPart) => boolean;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

const places = fixed(2);

/** x over z: the decoder's curve with its ±2σ, and the observed x to be dragged up and down. */
export function ToyDecoder({ curves, sigma, x, reach, labels, isLit, width, top, bottom, onX }: ToyDecoderProps) {
  const across = zScale(curves.z, width);
  const up = scaleLinear([-reach.x, reach.x], [bottom, top]);
  const [left = 0, right = 0] = across.range();
  const at = (_: number, i: number) => across(curves.z[i] as number);
  const decoded = Array.from(curves.decoded);
  const dim = (part: ToyPart) => (isLit(part) ? "" : styles.dim);
  return (
    <g>
      <clipPath id="toy-decoder">
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <AxisLeft scale={up} at={left} grid={right - left} format={tick} apart={26} />
      <text x={left + 6} y={top + 12} className={styles.name}>
        x
      </text>
      <g clipPath="url(#toy-decoder)" className={dim("likelihood")}>
        <path
          className={styles.noise}
          d={
            area<number>(
              at,
              (g) => up(g - 2 * sigma),
              (g) => up(g + 2 * sigma),
            )(decoded) ?? ""
          }
        />
        <path className={styles.decoder} d={line<number>(at, (g) => up(g))(decoded) ?? ""} />
      </g>
      <g className={dim("x")}>
        <line className={styles.observed} x1={left} x2={right} y1={up(x)} y2={up(x)} />
      </g>
      <PlotHandle
        at={[right - 16, up(x)]}
        value={x}
        min={-reach.x}
        max={reach.x}
        step={0.05}
        orientation="vertical"
        label={labels.x}
        text={places(x)}
        colour="var(--x)"
        valueAt={([, y]) => up.invert(y)}
        onChange={onX}
      />
    </g>
  );
}
