import { points } from "../engine/data/points/definition";
import { definitionOf } from "../engine/data/registry";
import type { DatasetId, Experiment } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { useStore } from "./store";

/** What a data set is called in the person's language. */
export function useDataName(): (id: DatasetId) => string {
  const t = useT();
  const locale = useStore((state) => state.locale);
  return (id) => definitionOf(id)?.name[locale] ?? t("data.own");
}

/** What a shape of the clouds of points is called in the person's language. */
export function useShapeName(): (shape: Experiment["shape"]) => string {
  const locale = useStore((state) => state.locale);
  return (shape) => points.shapes[shape][locale];
}
