import type { ReactNode } from "react";
import { Button } from "../../components/ui/Button";
import { EmptyState } from "../../components/ui/EmptyState";
import type { ModelId } from "../../engine/knobs";
import { useT } from "../../i18n/useT";
import { setExperiment } from "../actions/experiments";
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
  const { model } = useExperiment();
  if (models.includes(model)) return children;
  return (
    <EmptyState>
      <p>{t("rooms.needs", { model: t(`model.${models[0]}`) })}</p>
      <Button variant="solid" onClick={() => setExperiment({ model: models[0] })}>
        {t("rooms.switch")}
      </Button>
    </EmptyState>
  );
}
