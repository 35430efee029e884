import slider from "../controls/slider.module.css";
import { reading } from "../ui/format";
import { ZName } from "../ui/ZName";
import styles from "./LatentSliders.module.css";

export interface LatentSlidersProps {
  readonly z: readonly number[];
  readonly mu: readonly number[];
  /** Sliders run from −reach to reach. */
  readonly reach: number;
  readonly hint: string;
  readonly onChange: (z: readonly number[]) => void;
}

/** One slider a latent dimension; the tick is where the encoder puts the image. */
export function LatentSliders({ z, mu, reach, hint, onChange }: LatentSlidersProps) {
  const place = (value: number) => 50 + 50 * Math.min(1, Math.max(-1, value / reach));
  return (
    <div className={styles.box}>
      <p className={styles.hint}>{hint}</p>
      <div className={styles.sliders}>
        {z.map((value, d) => (
          <label key={d} className={styles.row}>
            <ZName dimension={d} />
            <span className={styles.track}>
              <i className={styles.mu} style={{ left: `${place(mu[d] ?? 0)}%` }} />
              <input
                className={slider.slider}
                style={filled(place(value))}
                type="range"
                min={-reach}
                max={reach}
                step={reach / 100}
                value={value}
                aria-valuetext={reading(value)}
                onChange={(event) => onChange(z.with(d, Number(event.target.value)))}
              />
            </span>
            <output>{reading(value)}</output>
          </label>
        ))}
      </div>
    </div>
  );
}

/** From the middle, where z is zero, to where the slider stands. */
const filled = (at: number) =>
  ({ "--from": `${Math.min(50, at)}%`, "--filled": `${Math.max(50, at)}%` }) as React.CSSProperties;
