import { PixelImage } from "../../../components/flow/PixelImage";
import { fixed } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import type { ImageShape } from "../../../engine/data/dataset";
import styles from "./Reject.module.css";
import { useRejectT } from "./texts";

export interface SampleGridProps {
  readonly id: "kept" | "rejected";
  readonly name: string;
  /** How many, in words. */
  readonly of: string;
  /** What is said where there is none. */
  readonly empty: string;
  readonly shape: ImageShape;
  /** Pixels of all samples. */
  readonly pixels: Uint8Array;
  /** Which of them are shown. */
  readonly indices: Uint32Array;
  readonly asked: Uint16Array;
  readonly probabilities: Float32Array;
  readonly seen: Uint16Array;
  readonly nameOf: (label: number) => string;
}

const MOST = 24;
const two = fixed(2);
/** A probability that never looks like a certainty. */
const probability = (p: number) => (p > 0.995 && p < 1 ? ">.99" : two(p));

/** The first of some samples, each with the label it was asked to show and p of it; and what the judge sees, if another. */
export function SampleGrid({ id, name, of, empty, shape, pixels, indices, ...all }: SampleGridProps) {
  const t = useRejectT();
  const size = shape.width * shape.height * shape.channels;
  return (
    <section className={styles.card} aria-label={name}>
      <div className={styles.title}>
        <h2>{name}</h2>
        <Metric name={id} value={indices.length} text={of} />
      </div>
      {indices.length === 0 ? (
        <p className={styles.empty}>{empty}</p>
      ) : (
        <ol className={styles.tiles}>
          {Array.from(indices.subarray(0, MOST), (i) => {
            const [label, verdict] = [all.asked[i] as number, all.seen[i] as number];
            const said = {
              asked: all.nameOf(label),
              p: probability(all.probabilities[i] as number),
              seen: all.nameOf(verdict),
            };
            return (
              <li key={i} title={t("tile", said)} data-disputed={label !== verdict}>
                <PixelImage
                  className={styles.tile}
                  pixels={pixels.subarray(i * size, (i + 1) * size)}
                  {...shape}
                  label={t("tile", said)}
                />
                <span aria-hidden="true">
                  <b>{said.asked}</b> {label === verdict ? said.p : `≠ ${said.seen}`}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
