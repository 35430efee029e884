import { RefreshCw } from "lucide-react";
import { PixelImage } from "../components/flow/PixelImage";
import { IconButton } from "../components/ui/Button";
import { spoilsInput } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { drawNoise } from "./actions/probing";
import styles from "./NoisyInput.module.css";
import { shapeOf } from "./shape";
import { useExperiment, useStore } from "./store";

/** x̃, what a denoising autoencoder is shown of x, and other noise for it. In a cloud of points, x̃ is marked there. */
export function NoisyInput() {
  const t = useT();
  const experiment = useExperiment();
  const info = useStore(({ run }) => run.info);
  const xTilde = useStore(({ probe }) => probe?.xTilde);
  if (!spoilsInput(experiment)) return null;
  return (
    <div className={styles.noisy}>
      {!(xTilde instanceof Float32Array) && (
        <span className={styles.frame}>
          <PixelImage className={styles.image} pixels={xTilde} {...shapeOf(info)} label={`x̃, ${t("flow.noisy")}`} />
        </span>
      )}
      <p className={styles.caption}>
        <span className={styles.symbol}>x̃</span> <span className={styles.words}>{t("flow.noisy")}</span>
      </p>
      <IconButton className={styles.redraw} label={t("flow.drawNoise")} disabled={!info} onClick={drawNoise}>
        <RefreshCw size={15} />
      </IconButton>
    </div>
  );
}
