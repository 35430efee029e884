import type { ImageShape } from "../../engine/data/dataset";
import { PixelImage } from "./PixelImage";
import styles from "./Strip.module.css";

export interface StripProps extends ImageShape {
  readonly title: string;
  readonly originals: Uint8Array | undefined;
  /** What the model was shown of them, where that is something else. */
  readonly noisy?: Uint8Array | undefined;
  readonly reconstructions: Uint8Array | undefined;
  /** The image being followed, if it is one of these. */
  readonly selected: number | undefined;
  readonly pickLabel: (index: number) => string;
  readonly onPick: (index: number) => void;
}

/** A strip has as many places, whether there are images for all of them or not. */
const PLACES = 16;

/** Held-out images above what the model makes of them. Each column is a button that follows that image through the flow. */
export function Strip(props: StripProps) {
  const { title, originals, noisy, reconstructions, width, height, channels, selected, pickLabel, onPick } = props;
  const count = (originals?.length ?? 0) / (width * height * channels);
  const rows = [["x", originals], ...(noisy ? [["xTilde", noisy] as const] : []), ["xHat", reconstructions]] as const;
  return (
    <section className={styles.strip} aria-label={title}>
      <div className={styles.symbols} aria-hidden="true">
        <span className={styles.x}>x</span>
        {noisy && <span className={styles.xTilde}>x̃</span>}
        <span className={styles.xHat}>x̂</span>
      </div>
      <div className={`${styles.pictures} ${noisy ? styles.three : ""}`}>
        {rows.map(([row, pixels]) => (
          <PixelImage
            key={row}
            className={styles.row}
            pixels={pixels}
            width={width}
            height={height}
            channels={channels}
            columns={PLACES}
            square
            label=""
          />
        ))}
        <div className={styles.buttons} style={{ gridTemplateColumns: `repeat(${PLACES}, 1fr)` }}>
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
