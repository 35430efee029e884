import { useRef } from "react";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import styles from "../canvas.module.css";

export interface SignedGridProps {
  /** Row by row. */
  readonly values: ArrayLike<number>;
  readonly columns: number;
  /** What is shown in full colour. */
  readonly most: number;
  readonly label: string;
}

/** Numbers with a sign as a grid of two colours, the stronger the larger. */
export function SignedGrid({ values, columns, most, label }: SignedGridProps) {
  const palette = usePalette();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(box);
  usePainter(
    canvas,
    size,
    Math.min(2, globalThis.devicePixelRatio || 1),
    (context) => {
      const rows = Math.max(1, Math.ceil(values.length / columns));
      const [width, height] = [size.width / columns, size.height / rows];
      context.clearRect(0, 0, size.width, size.height);
      context.fillStyle = palette.sunken;
      context.fillRect(0, 0, size.width, size.height);
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        context.globalAlpha = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
        context.fillStyle = value > 0 ? palette.xhat : palette.mu;
        context.fillRect((i % columns) * width, Math.floor(i / columns) * height, width, height);
      }
      context.globalAlpha = 1;
    },
    [values, columns, most, palette],
  );
  return (
    <div ref={box} className={styles.box}>
      <canvas ref={canvas} className={styles.round} role="img" aria-label={label} />
    </div>
  );
}
