import { useMemo } from "react";
import { count, reading } from "../components/ui/format";
import { Metric } from "../components/ui/Metric";
import { codeUsage } from "../engine/metrics/codeUsage";
import type { Codes } from "../engine/training/evaluate";
import { useT } from "../i18n/useT";

/** How many codes held-out samples use, how evenly, and what a sample written in codes takes. */
export function CodeMetrics({ codes }: { readonly codes: Codes }) {
  const t = useT();
  const { used, perplexity, bits } = useMemo(() => codeUsage(codes), [codes]);
  const of = { used: count(used), codes: count(codes.choices) };
  return (
    <>
      <dt>{t("evidence.codesUsed")}</dt>
      <dd>
        <Metric name="codes-used" value={used} text={t("evidence.codesOf", of)} />
      </dd>
      <dt>{t("evidence.perplexity")}</dt>
      <dd>
        <Metric name="perplexity" value={perplexity} text={reading(perplexity, 1)} />
      </dd>
      <dt>{t("evidence.bits")}</dt>
      <dd>
        <Metric name="bits" value={bits} text={reading(bits, 0)} />
      </dd>
    </>
  );
}
