import { useRef } from "react";
import { fixed } from "../ui/format";
import { usePalette } from "../ui/theme";
import { usePainter, useSize } from "./canvas";
import styles from "./PosteriorCloseUp.module.css";
import type { View } from "./plane/draw";
import { type Field, paintHeat } from "./plane/heat";

export interface PosteriorCloseUpProps {
  /** The true posterior over two dimensions. */
  readonly posterior: Field;
  /** What the encoder answers, over the same two. */
  readonly q: { readonly mu: readonly number[]; readonly sigma: readonly number[] };
  readonly axisNames: readonly [string, string];
  readonly label: string;
}

const MARGIN = 4;
/** Standard deviations of q that are drawn as ellipses. */
const RINGS = [1, 2];

/** The true posterior as heat, and q over it: as near as the grid is. */
export function PosteriorCloseUp({ posterior, q, axisNames, label }: PosteriorCloseUpProps) {
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
  const [left = 0, bottom = 0] = posterior.low;
  const [right = 0, top = 0] = posterior.high;
  usePainter(
    canvas,
    size,
    pixelRatio,
    (context) => {
      const { width, height } = size;
      const scale = Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (top - bottom));
      const view: View = {
        width,
        height,
        scale,
        toX: (x) => width / 2 + (x - (left + right) / 2) * scale,
        toY: (y) => height / 2 - (y - (bottom + top) / 2) * scale,
      };
      context.clearRect(0, 0, width, height);
      paintHeat(context, posterior, view, palette.z);
      const [x, y] = [view.toX(q.mu[0] as number), view.toY(q.mu[1] as number)];
      context.strokeStyle = palette.sigma;
      for (const ring of RINGS) {
        context.lineWidth = ring === 1 ? 2.5 : 1.5;
        context.beginPath();
        context.ellipse(
          x,
          y,
          ring * (q.sigma[0] as number) * scale,
          ring * (q.sigma[1] as number) * scale,
          0,
          0,
          2 * Math.PI,
        );
        context.stroke();
      }
      context.fillStyle = palette.mu;
      context.beginPath();
      context.arc(x, y, 3.5, 0, 2 * Math.PI);
      context.fill();
    },
    [posterior, q, palette],
  );
  const name = (text: string) => (
    <>
      {text.slice(0, 1)}
      <sub>{text.slice(1)}</sub>
    </>
  );
  const number = fixed(2);
  return (
    <figure className={styles.figure}>
      <canvas ref={canvas} className={styles.canvas} role="img" aria-label={label} />
      <figcaption className={styles.range}>
        <span>
          {name(axisNames[0])} {number(left)} … {number(right)}
        </span>
        <span>
          {name(axisNames[1])} {number(bottom)} … {number(top)}
        </span>
      </figcaption>
    </figure>
  );
}
