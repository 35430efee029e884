import { useRef } from "react";
import { usePalette } from "../../ui/theme";
import { usePainter, useSize } from "../canvas";
import styles from "./CloudView.module.css";
import { drawCloud } from "./drawCloud";
import { FIRST_TURN, project, reachOf } from "./project";

export interface CloudThumbnailProps {
  readonly dimensions: 2 | 3;
  readonly points: Float32Array | undefined;
  readonly labels: Uint16Array | undefined;
}

/** A cloud as a small picture. */
export function CloudThumbnail({ dimensions, points, labels }: CloudThumbnailProps) {
  const palette = usePalette();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const paint = (context: CanvasRenderingContext2D) => {
    const scale = Math.min(size.width, size.height) / (2 * reachOf(points ?? [], dimensions));
    const places = project(points ?? [], dimensions, { ...size, scale }, FIRST_TURN);
    const nothing = { rebuilt: undefined, grid: undefined, x: undefined, xHat: undefined };
    drawCloud(context, { points: places, labels, ...nothing }, size, palette);
  };
  usePainter(canvas, size, 2, paint, [points, labels, palette]);
  return <canvas ref={canvas} className={styles.cloud} />;
}
