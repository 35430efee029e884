import type { ReactNode } from "react";
import { Button } from "../../components/ui/Button";
import { EmptyState } from "../../components/ui/EmptyState";
import { isPrior } from "../../engine/experiment";
import type { ModelId } from "../../engine/knobs";
import { useT } from "../../i18n/useT";
import { setExperiment } from "../actions/experiments";
import { enterStage } from "../actions/stages";
import { useExperiment } from "../store";

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
      <EmptyState>
        <p>{t("rooms.needsStage")}</p>
        <Button variant="solid" onClick={() => void enterStage("autoencoder")}>
          {t("rooms.toFirstStage")}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState>
      <p>{t("rooms.needs", { model: t(`model.${models[0]}`) })}</p>
      <Button variant="solid" onClick={() => setExperiment({ model: models[0] })}>
        {t("rooms.switch")}
      </Button>
    </EmptyState>
  );
}
