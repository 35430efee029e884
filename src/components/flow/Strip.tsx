import type { ImageShape } from "../../engine/data/dataset";
import { PixelImage } from "./PixelImage";
import styles from "./Strip.module.css";

export interface StripProps extends ImageShape {
  readonly title: string;
  readonly originals: Uint8Array | undefined;
  readonly reconstructions: Uint8Array | undefined;
  /** The image being followed, if it is one of these. */
  readonly selected: number | undefined;
  readonly pickLabel: (index: number) => string;
  readonly onPick: (index: number) => void;
}

/** Held-out images above what the model makes of them. Each pair is a button that follows that image through the flow. */
export function Strip(props: StripProps) {
  const { title, originals, reconstructions, width, height, channels, selected, pickLabel, onPick } = props;
  const count = (originals?.length ?? 0) / (width * height * channels);
  return (
    <section className={styles.strip} aria-label={title}>
      <div className={styles.symbols} aria-hidden="true">
        <span className={styles.x}>x</span>
        <span className={styles.xHat}>x̂</span>
      </div>
      <div className={styles.pictures}>
        {(["x", "xHat"] as const).map((row) => (
          <PixelImage
            key={row}
            className={styles.row}
            pixels={row === "x" ? originals : reconstructions}
            width={width}
            height={height}
            channels={channels}
            columns={Math.max(1, count)}
            label=""
          />
        ))}
        <div className={styles.buttons} style={{ gridTemplateColumns: `repeat(${count}, 1fr)` }}>
          {Array.from({ length: count }, (_, index) => (
            <button
              key={index}
              type="button"
              className={styles.pick}
              aria-label={pickLabel(index)}
              aria-pressed={index === selected}
              onClick={() => onPick(index)}
            />
          ))}
        </div>
      </div>
    </section>
  );
}
