import { useCallback, useMemo } from "react";
import { LatentPlane } from "../../../components/charts/plane/LatentPlane";
import { useT } from "../../../i18n/useT";
import { HeldOutImage } from "../../HeldOutImage";
import styles from "./Uses.module.css";

export interface PlaneProps {
  readonly z: Float32Array | undefined;
  readonly latent: number;
  /** Which held-out samples the rows of z are. */
  readonly samples: Uint32Array;
  readonly axes: readonly [number, number];
  readonly axisNames: readonly [string, string];
  /** What colours each point, and what each colour is called. */
  readonly labels: Uint16Array | undefined;
  readonly nameOf: (label: number) => string;
  readonly hint: string;
}

const nothing = () => {};

/** The latent plane to be looked at only: no handle, no prior. */
export function Plane({ z, latent, samples, labels, hint, ...rest }: PlaneProps) {
  const t = useT();
  const latents = useMemo(() => z && { dimensions: latent, mu: z }, [z, latent]);
  const tooltip = useCallback((at: number) => <HeldOutImage index={samples[at] ?? 0} />, [samples]);
  return (
    <div className={styles.plane}>
      <LatentPlane
        {...rest}
        latents={latents}
        labels={labels}
        prior={false}
        probe={undefined}
        hint={hint}
        zoomLabels={{ in: t("latent.zoomIn"), out: t("latent.zoomOut"), fit: t("latent.fit") }}
        tooltip={tooltip}
        onHandle={nothing}
        onRelease={nothing}
        onPick={nothing}
      />
    </div>
  );
}
