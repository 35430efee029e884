import { type ReactNode, useState } from "react";
import { sameData } from "../engine/experiment";
import type { Latents } from "../engine/training/evaluate";
import { useT } from "../i18n/useT";
import styles from "./CarryOver.module.css";
import { useStore } from "./store";

/** The latent plane of the run before, of the same data; shown unasked where this run started from what that one learned. */
export function useSkin(): { readonly latents: Latents | undefined; readonly toggle: ReactNode } {
  const t = useT();
  const before = useStore(({ earlier }) => earlier[0]?.run);
  const experiment = useStore(({ run }) => run.experiment);
  const adopted = useStore(({ run }) => (run.info?.adopted ?? 0) > 0);
  const [wanted, setWanted] = useState<boolean>();
  if (!before?.evaluation || !sameData(before.experiment, experiment)) return { latents: undefined, toggle: undefined };
  const shown = wanted ?? adopted;
  return {
    latents: shown ? before.evaluation.latents : undefined,
    toggle: (
      <label className={styles.switch}>
        <input type="checkbox" checked={shown} onChange={(event) => setWanted(event.target.checked)} />
        {t("carry.skin")}
      </label>
    ),
  };
}
