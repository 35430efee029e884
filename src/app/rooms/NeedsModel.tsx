import type { ReactNode } from "react";
import { Button } from "../../components/ui/Button";
import { isPrior } from "../../engine/experiment";
import type { ModelId } from "../../engine/knobs";
import { useT } from "../../i18n/useT";
import { setExperiment } from "../actions/experiments";
import { useExperiment } from "../store";
import styles from "./NeedsModel.module.css";

/** A room that only some models have something to show in; with another one, it says so and offers the first of them. */
export function NeedsModel({
  models,
  children,
}: {
  readonly models: readonly [ModelId, ...ModelId[]];
  readonly children: ReactNode;
}) {
  const t = useT();
  const experiment = useExperiment();
  const here = models.includes(experiment.model);
  if (here && !isPrior(experiment)) return children;
  if (here) {
    return (
      <div className={styles.needs}>
        <p>{t("rooms.needsStage")}</p>
      </div>
    );
  }
  return (
    <div className={styles.needs}>
      <p>{t("rooms.needs", { model: t(`model.${models[0]}`) })}</p>
      <Button variant="solid" onClick={() => setExperiment({ model: models[0] })}>
        {t("rooms.switch")}
      </Button>
    </div>
  );
}
