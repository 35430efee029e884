import { useEffect, useRef } from "react";
import type { ImageShape } from "../../engine/data/dataset";
import styles from "./PixelImage.module.css";

export interface PixelImageProps extends ImageShape {
  /** Bytes, image by image: grey, where 0 is paper and 255 ink, or red, green and blue. */
  readonly pixels: Uint8Array | undefined;
  /** Images side by side. */
  readonly columns?: number;
  /** Gives every image a square place, in its middle. */
  readonly square?: boolean;
  /** Empty where the picture only repeats what is said beside it. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** Grey images in the theme's ink on whatever they lie on; coloured ones as they are. */
export function PixelImage(props: PixelImageProps) {
  const { pixels, width, height, channels, columns = 1, square = false, label, className = "" } = props;
  const side = Math.max(width, height);
  const [tileWidth, tileHeight] = square ? [side, side] : [width, height];
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    const shape = { width, height, channels };
    if (context) drawTiles(context, pixels ?? new Uint8Array(), shape, { columns, tileWidth, tileHeight });
  }, [pixels, width, height, channels, columns, tileWidth, tileHeight]);
  const rows = Math.max(1, Math.ceil((pixels?.length ?? 0) / (width * height * channels * columns)));
  return (
    <canvas
      ref={canvas}
      className={`${styles.image} ${channels === 1 ? styles.ink : ""} ${className}`}
      width={tileWidth * columns}
      height={tileHeight * rows}
      role={label ? "img" : "presentation"}
      aria-label={label || undefined}
    />
  );
}

/** Ink is black and paper transparent: the style sheet turns black into the theme's ink. */
function drawTiles(
  context: CanvasRenderingContext2D,
  pixels: Uint8Array,
  { width, height, channels }: ImageShape,
  { columns, tileWidth, tileHeight }: { columns: number; tileWidth: number; tileHeight: number },
): void {
  const picture = context.createImageData(context.canvas.width, context.canvas.height);
  const size = width * height;
  const count = Math.floor(pixels.length / (size * channels));
  for (let image = 0; image < count; image++) {
    const left = (image % columns) * tileWidth + Math.floor((tileWidth - width) / 2);
    const top = Math.floor(image / columns) * tileHeight + Math.floor((tileHeight - height) / 2);
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
