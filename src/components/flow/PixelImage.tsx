import { useEffect, useRef } from "react";
import type { ImageShape } from "../../engine/data/dataset";
import styles from "./PixelImage.module.css";

export interface PixelImageProps extends ImageShape {
  /** Bytes, image by image: grey, where 0 is paper and 255 ink, or red, green and blue. */
  readonly pixels: Uint8Array | undefined;
  /** Images side by side. */
  readonly columns?: number;
  /** Empty where the picture only repeats what is said beside it. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** Grey images in the theme's ink on whatever they lie on; coloured ones as they are. */
export function PixelImage({ pixels, width, height, channels, columns = 1, label, className = "" }: PixelImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) drawTiles(context, pixels ?? new Uint8Array(), { width, height, channels }, columns);
  }, [pixels, width, height, channels, columns]);
  const rows = Math.max(1, Math.ceil((pixels?.length ?? 0) / (width * height * channels * columns)));
  return (
    <canvas
      ref={canvas}
      className={`${styles.image} ${channels === 1 ? styles.ink : ""} ${className}`}
      width={width * columns}
      height={height * rows}
      role={label ? "img" : "presentation"}
      aria-label={label || undefined}
    />
  );
}

/** Ink is black and paper transparent: the style sheet turns black into the theme's ink. */
function drawTiles(context: CanvasRenderingContext2D, pixels: Uint8Array, shape: ImageShape, columns: number): void {
  const { width, height, channels } = shape;
  const picture = context.createImageData(context.canvas.width, context.canvas.height);
  const size = width * height;
  const count = Math.floor(pixels.length / (size * channels));
  for (let image = 0; image < count; image++) {
    const left = (image % columns) * width;
    const top = Math.floor(image / columns) * height;
    for (let i = 0; i < size; i++) {
      const from = (image * size + i) * channels;
      const to = 4 * ((top + Math.floor(i / width)) * picture.width + left + (i % width));
      if (channels === 1) picture.data[to + 3] = pixels[from] as number;
      else {
        picture.data.set(pixels.subarray(from, from + 3), to);
        picture.data[to + 3] = 255;
      }
    }
  }
  context.putImageData(picture, 0, 0);
}
