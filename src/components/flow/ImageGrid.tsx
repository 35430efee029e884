import { useMemo } from "react";
import type { ImageShape } from "../../engine/data/dataset";
import styles from "./ImageGrid.module.css";
import { PixelImage } from "./PixelImage";

export interface ImageGridProps extends ImageShape {
  /** Bytes, image by image; the places stand there before they come. */
  readonly pixels: Uint8Array | undefined;
  readonly count: number;
  readonly columns: number;
  /** What stands before each row. */
  readonly rows?: readonly string[] | undefined;
  readonly label: string;
}

/** Images in rows, each on a card of its own. */
export function ImageGrid({ pixels, count, columns, rows, label, width, height, channels }: ImageGridProps) {
  const size = width * height * channels;
  const images = useMemo(
    () => Array.from({ length: count }, (_, i) => pixels?.subarray(i * size, (i + 1) * size)),
    [pixels, count, size],
  );
  return (
    <div
      className={`${styles.grid} ${rows ? styles.named : ""}`}
      style={{ "--columns": columns } as React.CSSProperties}
      role="img"
      aria-label={label}
    >
      {images.map((image, i) => (
        <Place key={i} name={i % columns === 0 ? rows?.[i / columns] : undefined}>
          <div className={styles.card} style={{ aspectRatio: `${width} / ${height}` }}>
            <PixelImage
              className={styles.image}
              pixels={image}
              width={width}
              height={height}
              channels={channels}
              label=""
            />
          </div>
        </Place>
      ))}
    </div>
  );
}

function Place({ name, children }: { readonly name: string | undefined; readonly children: React.ReactNode }) {
  return (
    <>
      {name !== undefined && <span className={styles.name}>{name}</span>}
      {children}
    </>
  );
}
