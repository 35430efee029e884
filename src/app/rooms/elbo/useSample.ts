import type { ProbeRequest } from "../../../workers/protocol";
import { useStore } from "../../store";
import { useElboT } from "./texts";

/** The sample that the page follows through the model, and what it is called. */
export function useSample(): { readonly source: ProbeRequest["source"]; readonly name: string } {
  const t = useElboT();
  const source = useStore((state) => state.probing.source);
  return { source, name: "index" in source ? t("sample.index", { index: source.index + 1 }) : t("sample.own") };
}

const sources = new WeakMap<object, number>();
let nextSource = 0;

/** What a question about the model as it is depends on, beside the run: its last evaluation, and the sample. */
export function useMoment(source?: ProbeRequest["source"]): string {
  const step = useStore(({ run }) => run.evaluation?.step);
  if (source && !sources.has(source)) sources.set(source, nextSource++);
  return `${step} ${source ? sources.get(source) : ""}`;
}
