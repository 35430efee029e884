import { useCallback } from "react";
import { nameOfClass } from "../engine/data/dataset";
import { FETCHED_LABEL_NAMES } from "../engine/data/fetched/labelNames";
import { definitionOf } from "../engine/data/registry";
import { useStore } from "./store";

/** What a class of the data in use is called, in the person's language. */
export function useClassName(): (label: number) => string {
  const locale = useStore((state) => state.locale);
  const dataset = useStore(({ run }) => run.info?.dataset);
  return useCallback(
    (label) => {
      const definition = dataset && definitionOf(dataset.id);
      const names =
        definition && "labelNames" in definition
          ? definition.labelNames
          : FETCHED_LABEL_NAMES[dataset?.id as keyof typeof FETCHED_LABEL_NAMES];
      const defined = names?.[label];
      if (defined) return typeof defined === "string" ? defined : defined[locale];
      return nameOfClass(dataset ?? {}, label);
    },
    [dataset, locale],
  );
}
