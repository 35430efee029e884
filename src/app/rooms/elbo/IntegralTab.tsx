import { useMemo } from "react";
import { BoundBar } from "../../../components/charts/elbo/BoundBar";
import { Facts } from "../../../components/ui/Facts";
import { Formula } from "../../../components/ui/Formula";
import { fixed, plain } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { decompose } from "../../../engine/elbo/bound";
import { TOYS } from "../../../engine/elbo/toy";
import room from "./elbo.module.css";
import { ToyControls } from "./ToyControls";
import { ToyView } from "./ToyView";
import { useElboT } from "./texts";
import type { ToyControl } from "./useToy";

const places = fixed(4);

/** log p(x) = ELBO + KL, where the integral can be done. */
export function IntegralTab({ toy }: { readonly toy: ToyControl }) {
  const t = useElboT();
  const { id, x, q } = toy;
  const { logEvidence, elbo, gap } = useMemo(() => decompose(TOYS[id], x, q), [id, x, q]);
  const error = elbo + gap - logEvidence;
  return (
    <div className={room.slide}>
      <p className={room.say}>{t("integral.say")}</p>
      <div className={room.panel}>
        <ToyView toy={toy} />
        <BoundBar
          label={t("integral.bar")}
          evidence={logEvidence}
          elbo={elbo}
          gap={gap}
          names={{ evidence: t("integral.evidence"), elbo: t("integral.elbo"), gap: t("integral.gap") }}
        />
      </div>
      <ToyControls toy={toy}>
        <span className={room.note}>{t(`integral.${id}`)}</span>
      </ToyControls>
      <div className={room.foot}>
        <Formula
          tex="\log p(\x) = \mathrm{ELBO} + \mathrm{KL}\bigl(q(\z) \,\|\, p(\z|\x)\bigr)"
          label={t("integral.formula")}
        />
        <Facts
          facts={[
            {
              id: "evidence",
              label: t("integral.evidence"),
              value: <Metric name="toy-evidence" value={logEvidence} text={places(logEvidence)} />,
              colour: "var(--ink)",
            },
            {
              id: "elbo",
              label: t("integral.elbo"),
              value: <Metric name="toy-elbo" value={elbo} text={places(elbo)} />,
              colour: "var(--mu)",
            },
            {
              id: "gap",
              label: t("integral.gap"),
              value: <Metric name="toy-gap" value={gap} text={places(Math.max(0, gap))} />,
              colour: "var(--eps)",
            },
            { id: "sum", label: t("integral.sum"), value: plain(Math.abs(error)) },
          ]}
        />
      </div>
    </div>
  );
}
