import { useMemo } from "react";
import { Histogram } from "../../../components/charts/Histogram";
import { fixed, reading, tick } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { exactGradient, gradientDraws } from "../../../engine/elbo/gradients";
import { sampled } from "../../../engine/elbo/statistics";
import { TOYS } from "../../../engine/elbo/toy";
import room from "./elbo.module.css";
import styles from "./ReparamTab.module.css";
import { sharesOf } from "./shares";
import { useElboT } from "./texts";
import type { ToyControl } from "./useToy";

const BINS = 80;
/** How far from the truth gradients are drawn: the least of these that is three deviations of the wider kind. */
const REACHES = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const KINDS = [
  { id: "reparameterised", colour: "var(--z)" },
  { id: "score", colour: "var(--eps)" },
] as const;
const places = fixed(2);

/** The same expectation's gradient, estimated in two ways from the same noise. */
export function TwoGradients({ toy, eps }: { readonly toy: ToyControl; readonly eps: Float32Array }) {
  const t = useElboT();
  const { id, x, q } = toy;
  const { exact, reach, kinds } = useMemo(() => {
    const draws = gradientDraws(TOYS[id], x, q, eps);
    const exact = exactGradient(TOYS[id], x, q);
    const said = KINDS.map((kind) => ({ ...kind, ...sampled(draws[kind.id]) }));
    const widest = 3 * Math.sqrt(Math.max(...said.map(({ variance }) => variance)));
    const reach = REACHES.find((reach) => reach >= widest) ?? widest;
    const domain = [exact - reach, exact + reach] as const;
    return { exact, reach, kinds: said.map((kind) => ({ ...kind, ...sharesOf(draws[kind.id], domain, BINS) })) };
  }, [id, x, q, eps]);
  return (
    <div className={room.panel}>
      <h3 className={styles.heading}>
        {t("reparam.gradients")} ({t("reparam.exact")}{" "}
        <Metric name="gradient-exact" value={exact} text={reading(exact)} />)
      </h3>
      {kinds.map(({ id: kind, colour, mean, standardError, variance, shares }) => (
        <section key={kind} className={styles.kind}>
          <p className={styles.figures}>
            <b style={{ color: colour }}>{t(`reparam.${kind}`)}</b>
            <span>
              {t("reparam.mean")} <Metric name={`${kind}-mean`} value={mean} text={reading(mean)} /> ±{" "}
              <Metric name={`${kind}-error`} value={standardError} text={places(standardError)} />
            </span>
            <span>
              {t("reparam.variance")}{" "}
              <Metric name={`${kind}-gradient-variance`} value={variance} text={reading(variance)} />
            </span>
          </p>
          <Histogram
            label={`${t("reparam.gradientPlot")}: ${t(`reparam.${kind}`)}`}
            className={styles.short}
            domain={[exact - reach, exact + reach]}
            series={[{ id: kind, shares, colour, look: "area" }]}
            mark={{ value: exact, label: "" }}
            format={tick}
          />
        </section>
      ))}
    </div>
  );
}
