import { plain } from "../components/ui/format";
import type { Experiment } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { lectureModel } from "./lectureModel";
import { useClassName } from "./useClassName";
import { useDataName, useShapeName } from "./useDataName";

/** What a field of an experiment is called, and how its value is written. */
export function useFieldText() {
  const t = useT();
  const dataName = useDataName();
  const shapeName = useShapeName();
  const className = useClassName();
  return {
    name(key: keyof Experiment): string {
      if (key === "dataset") return t("data.title");
      if (key === "model") return t("model.title");
      return t(`knobs.${key}`);
    },
    value(key: keyof Experiment, experiment: Experiment): string {
      if (key === "dataset") return dataName(experiment.dataset);
      if (key === "model") return t(`model.${lectureModel(experiment)}`);
      if (key === "shape") return shapeName(experiment.shape);
      if (key === "without")
        return experiment.without === "none" ? t("knobs.withoutNone") : className(experiment.without);
      if (key === "seed") return String(experiment.seed);
      const given = experiment[key];
      return typeof given === "number" ? plain(given) : t(`choices.${given}`);
    },
  };
}
