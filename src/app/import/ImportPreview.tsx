import { memo, useMemo } from "react";
import { CloudThumbnail } from "../../components/charts/cloud/CloudThumbnail";
import { PixelImage } from "../../components/flow/PixelImage";
import { imageSize } from "../../engine/data/dataset";
import type { ImagesPreview, Preview } from "../../engine/data/import/preview";
import styles from "./ImportPreview.module.css";
import { useImportT } from "./texts";

export interface ImportPreviewProps {
  readonly preview: Preview | undefined;
  /** Whether the choices have come to nothing since. */
  readonly stale: boolean;
}

/** The first images as they will be, with what they are called, or the cloud of points; a box that keeps its size. */
export const ImportPreview = memo(({ preview, stale }: ImportPreviewProps) => {
  const say = useImportT();
  const points = preview && "cloud" in preview;
  return (
    <section className={styles.box} aria-label={say(points ? "previewPoints" : "preview")} data-stale={stale}>
      {points ? (
        <div className={styles.cloud} role="img" aria-label={say("previewPoints")}>
          <CloudThumbnail
            dimensions={preview.cloud.dimensions}
            points={preview.cloud.positions}
            labels={preview.cloud.labels}
          />
        </div>
      ) : (
        preview && <Images preview={preview} />
      )}
    </section>
  );
});

function Images({ preview }: { readonly preview: ImagesPreview }) {
  const { labels, width, height, channels } = preview;
  const shape = { width, height, channels };
  const images = useMemo(() => imagesOf(preview), [preview]);
  const named = labels.some((label) => label !== "");
  return (
    <ol className={styles.images}>
      {images.map((pixels, i) => (
        <li key={i}>
          <PixelImage className={styles.image} pixels={pixels} {...shape} label="" />
          {named && (
            <span className={styles.label} title={labels[i]}>
              {labels[i] || "–"}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function imagesOf({ count, pixels, ...shape }: ImagesPreview): Uint8Array[] {
  const size = imageSize(shape);
  return Array.from({ length: count }, (_, i) => pixels.subarray(i * size, (i + 1) * size));
}
