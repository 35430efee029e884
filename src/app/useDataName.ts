import { definitionOf } from "../engine/data/registry";
import type { DatasetId } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { useStore } from "./store";

/** What a data set is called in the person's language. */
export function useDataName(): (id: DatasetId) => string {
  const t = useT();
  const locale = useStore((state) => state.locale);
  return (id) => definitionOf(id)?.name[locale] ?? t("data.own");
}
