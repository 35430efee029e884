import { randomLcg, randomNormal } from "d3";
import { useMemo } from "react";
import { Histogram } from "../../../components/charts/Histogram";
import { Legend } from "../../../components/charts/Legend";
import { fixed, tick } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { ksCritical, ksDistance } from "../../../engine/elbo/statistics";
import type { Gaussian } from "../../../engine/elbo/toy";
import room from "./elbo.module.css";
import styles from "./ReparamTab.module.css";
import { sharesOf } from "./shares";
import { useElboT } from "./texts";

const DOMAIN = [-6, 6] as const;
const BINS = 96;
/** Draws by a generator and a method of their own. */
const SOURCE = 0.37;
const places = fixed(4);

/** Two ways to draw z: by moving fixed noise, and straight from N(μ, σ²). */
export function SameDraws({ q, eps }: { readonly q: Gaussian; readonly eps: Float32Array }) {
  const t = useElboT();
  const { moved, drawn, distance } = useMemo(() => {
    const moved = Float64Array.from(eps, (e) => q.mean + q.deviation * e);
    const draw = randomNormal.source(randomLcg(SOURCE))(q.mean, q.deviation);
    const drawn = Float64Array.from({ length: eps.length }, draw);
    return {
      moved: sharesOf(moved, DOMAIN, BINS).shares,
      drawn: sharesOf(drawn, DOMAIN, BINS).shares,
      distance: ksDistance(moved, drawn),
    };
  }, [q, eps]);
  return (
    <div className={room.panel}>
      <h3 className={styles.heading}>{t("reparam.same")}</h3>
      <Histogram
        label={t("reparam.samePlot")}
        className={styles.tall}
        domain={DOMAIN}
        series={[
          { id: "moved", shares: moved, colour: "var(--z)", look: "area" },
          { id: "drawn", shares: drawn, colour: "var(--ink)", look: "line" },
        ]}
        format={tick}
      />
      <Legend
        entries={[
          { id: "moved", label: t("reparam.moved"), colour: "var(--z)", look: "area" },
          { id: "drawn", label: t("reparam.drawn"), colour: "var(--ink)", look: "line" },
        ]}
      />
      <p className={room.note}>
        {t("reparam.distance")}: <Metric name="ks-distance" value={distance} text={places(distance)} />
        {". "}
        {t("reparam.critical", { value: places(ksCritical(eps.length)) })}
      </p>
    </div>
  );
}
