import { Plot } from "../Plot";
import { ToyDecoder } from "./ToyDecoder";
import { ToyDensities } from "./ToyDensities";
import styles from "./ToyPicture.module.css";

/** What of the picture a line of the derivation is about. */
export type ToyPart = "x" | "prior" | "likelihood" | "posterior" | "q" | "gap";

/** Everything over one even grid of z. */
export interface ToyCurves {
  readonly z: ArrayLike<number>;
  /** g(z), the mean of x. */
  readonly decoded: ArrayLike<number>;
  readonly prior: ArrayLike<number>;
  /** p(x | z), scaled to be seen beside densities. */
  readonly likelihood: ArrayLike<number>;
  readonly posterior: ArrayLike<number>;
  readonly q: ArrayLike<number>;
  /** The highest density that is drawn. */
  readonly top: number;
}

export interface ToyPictureProps {
  readonly label: string;
  readonly curves: ToyCurves;
  readonly sigma: number;
  readonly x: number;
  readonly q: { readonly mean: number; readonly deviation: number };
  /** How far x, q's centre and q's width may be dragged. */
  readonly reach: { readonly x: number; readonly mean: number; readonly deviation: readonly [number, number] };
  readonly labels: { readonly x: string; readonly mean: string; readonly deviation: string };
  /** What stands out; everything does where it is left out. */
  readonly lit?: readonly ToyPart[] | undefined;
  readonly onX: (x: number) => void;
  readonly onQ: (q: { readonly mean: number; readonly deviation: number }) => void;
}

/** Of the height, for the decoder's curve above the densities. */
const UPPER = 0.4;

/** A model of one z and one x, whole: how z becomes x above, what is believed of z below. */
export function ToyPicture(props: ToyPictureProps) {
  const isLit = (part: ToyPart) => !props.lit || props.lit.includes(part);
  return (
    <Plot label={props.label} className={styles.plot}>
      {({ width, height }) => {
        const middle = Math.round(height * UPPER);
        return (
          <>
            <ToyDecoder {...props} isLit={isLit} width={width} top={8} bottom={middle - 12} />
            <ToyDensities {...props} isLit={isLit} width={width} top={middle + 4} bottom={height - 24} />
          </>
        );
      }}
    </Plot>
  );
}
