import type { ProbeRequest } from "../../../workers/protocol";
import { useStore } from "../../store";
import { useElboT } from "./texts";

/** The sample that the page follows through the model, and what it is called. */
export function useSample(): { readonly source: ProbeRequest["source"]; readonly name: string } {
  const t = useElboT();
  const source = useStore((state) => state.probing.source);
  return { source, name: "index" in source ? t("sample.index", { index: source.index + 1 }) : t("sample.own") };
}
