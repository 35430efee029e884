import { useEffect, useRef } from "react";
import styles from "./PixelImage.module.css";

export interface PixelImageProps {
  /** Bytes, image by image; 0 is paper, 255 ink. */
  readonly pixels: Uint8Array | undefined;
  readonly width: number;
  readonly height: number;
  /** Images side by side. */
  readonly columns?: number;
  /** Empty where the picture only repeats what is said beside it. */
  readonly label: string;
  readonly className?: string | undefined;
}

/** Grey images in the theme's ink on whatever they lie on. */
export function PixelImage({ pixels, width, height, columns = 1, label, className = "" }: PixelImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) drawInk(context, pixels ?? new Uint8Array(), width, height, columns);
  }, [pixels, width, height, columns]);
  const rows = Math.max(1, Math.ceil((pixels?.length ?? 0) / (width * height * columns)));
  return (
    <canvas
      ref={canvas}
      className={`${styles.ink} ${className}`}
      width={width * columns}
      height={height * rows}
      role={label ? "img" : "presentation"}
      aria-label={label || undefined}
    />
  );
}

/** Black where there is ink, transparent where there is paper; the style sheet turns black into the theme's ink. */
function drawInk(
  context: CanvasRenderingContext2D,
  pixels: Uint8Array,
  width: number,
  height: number,
  columns: number,
): void {
  const picture = context.createImageData(context.canvas.width, context.canvas.height);
  const size = width * height;
  const count = Math.floor(pixels.length / size);
  for (let image = 0; image < count; image++) {
    const left = (image % columns) * width;
    const top = Math.floor(image / columns) * height;
    for (let i = 0; i < size; i++) {
      const at = (top + Math.floor(i / width)) * picture.width + left + (i % width);
      picture.data[4 * at + 3] = pixels[image * size + i] as number;
    }
  }
  context.putImageData(picture, 0, 0);
}
