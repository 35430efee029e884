import { useMemo, useRef } from "react";
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

/** Of the peak: what is lower than this is out of the picture. */
const VISIBLE = 2e-3;
/** Standard deviations of q that are drawn as ellipses. */
const RINGS = [1, 2];

/** The true posterior as heat, and q over it: as near as the grid is. */
export function PosteriorCloseUp({ posterior, q, axisNames, label }: PosteriorCloseUpProps) {
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const pixelRatio = Math.min(2, globalThis.devicePixelRatio || 1);
  const {
    low: [left = 0, bottom = 0],
    high: [right = 0, top = 0],
  } = useMemo(() => windowOf(posterior, q), [posterior, q]);
  usePainter(
    canvas,
    size,
    pixelRatio,
    (context) => {
      const { width, height } = size;
      const scale = Math.max(1, Math.min(width / (right - left), height / (top - bottom)));
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

/** What is to be seen: where the posterior is not next to nothing, and the ellipses. */
function windowOf({ side, low, high, values }: Field, q: PosteriorCloseUpProps["q"]) {
  const most = Array.from(values).reduce((a, b) => Math.max(a, b), 0);
  const box = [0, 1].map((d) => {
    const [from, to] = [low[d] as number, high[d] as number];
    const at: number[] = [];
    for (let i = 0; i < values.length; i++)
      if ((values[i] as number) > VISIBLE * most) at.push(Math.floor(i / side ** d) % side);
    const place = (node: number) => from + ((to - from) * node) / (side - 1);
    const reach = 2.4 * (q.sigma[d] as number);
    return [
      Math.min(place(Math.min(...at) - 1), (q.mu[d] as number) - reach),
      Math.max(place(Math.max(...at) + 1), (q.mu[d] as number) + reach),
    ] as const;
  });
  return { low: box.map(([from]) => from), high: box.map(([, to]) => to) };
}
