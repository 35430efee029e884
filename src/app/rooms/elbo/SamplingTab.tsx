import { useMemo, useState } from "react";
import { Histogram } from "../../../components/charts/Histogram";
import { ValueSlider } from "../../../components/controls/ValueSlider";
import { Button } from "../../../components/ui/Button";
import { Facts } from "../../../components/ui/Facts";
import { Formula } from "../../../components/ui/Formula";
import { count, fixed, plain, reading, tick } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { Progress } from "../../../components/ui/Progress";
import { weightsHaveVariance } from "../../../engine/elbo/estimates";
import { sampled } from "../../../engine/elbo/statistics";
import { TOYS } from "../../../engine/elbo/toy";
import { ask } from "../../actions/worker";
import { useAnswer } from "../useAnswer";
import room from "./elbo.module.css";
import styles from "./SamplingTab.module.css";
import { sharesOf } from "./shares";
import { ToyControls } from "./ToyControls";
import { useElboT } from "./texts";
import type { ToyControl } from "./useToy";

/** What k the slider stops at. */
const SAMPLES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000];
/** Draws of all estimates of one kind together, and how many estimates that makes. */
const DRAWS = 10_000_000;
const [FEWEST, MOST] = [200, 1000];
const DOMAIN = [0, 2.5] as const;
const BINS = 100;
/** An answer that comes as fast as this needs no bar. */
const SHORT = 2_000_000;

const KINDS = [
  { id: "naive", colour: "var(--xhat)" },
  { id: "weighted", colour: "var(--mu)" },
] as const;

export interface SamplingTabProps {
  readonly toy: ToyControl;
  /** Which of SAMPLES. */
  readonly stop: number;
  readonly onStop: (stop: number) => void;
}

/** Why the integral is not simply sampled: the naive estimate beside the importance-weighted one. */
export function SamplingTab({ toy, stop, onStop }: SamplingTabProps) {
  const t = useElboT();
  const { id, x, q } = toy;
  const [seed, setSeed] = useState(1);
  const samples = SAMPLES[stop] as number;
  const repeats = Math.min(MOST, Math.max(FEWEST, Math.round(DRAWS / samples)));
  const { said, progress, cancel } = useAnswer({
    key: [id, x, q.mean, q.deviation, samples, repeats, seed],
    ask: (options) => ask("toyEstimates", { toy: id, x, q, samples, repeats, seed }, options),
  });
  const answer = said?.answer;
  const found = useMemo(
    () => answer && KINDS.map(({ id }) => ({ ...sampled(answer[id]), ...sharesOf(answer[id], DOMAIN, BINS) })),
    [answer],
  );
  const slow = progress !== undefined && samples * repeats > SHORT;
  const ratio = found && (found[0]?.variance as number) / (found[1]?.variance as number);
  return (
    <div className={room.slide}>
      <p className={room.say}>{t("sampling.say")}</p>
      <div className={room.panel}>
        {KINDS.map(({ id: kind, colour }, i) => {
          const { mean, variance, shares, above } = found?.[i] ?? {};
          return (
            <section key={kind} className={styles.kind}>
              <div className={styles.head}>
                <h3 style={{ color: colour }}>{t(`sampling.${kind}`)}</h3>
                <span>
                  {t("sampling.mean")} <b>{mean === undefined ? "–" : reading(mean, 3)}</b>
                </span>
                <span>
                  {t("sampling.variance")}{" "}
                  <b>
                    <Metric
                      name={`${kind}-variance`}
                      value={variance ?? ""}
                      text={variance === undefined ? "–" : small(variance)}
                    />
                  </b>
                </span>
              </div>
              <Histogram
                label={`${t("sampling.plot")}: ${t(`sampling.${kind}`)}`}
                className={styles.histogram}
                domain={DOMAIN}
                series={[{ id: kind, shares: shares ?? [], colour, look: "area" }]}
                mark={{ value: 1, label: "p(x)" }}
                axis={i === 0 ? t("sampling.axis") : ""}
                beyond={above ? `${fixed(1)(100 * above)} % ${t("sampling.more")} →` : undefined}
                format={tick}
              />
            </section>
          );
        })}
        <div className={styles.under}>
          {slow ? (
            <Progress
              done={progress}
              total={1}
              text={t("sampling.progress", {
                count: count(2 * samples * repeats),
                percent: Math.round(100 * progress),
              })}
              cancel={t("sampling.cancel")}
              onCancel={cancel}
            />
          ) : (
            <p className={room.note}>
              {t("sampling.repeats", { count: count(repeats) })}.{" "}
              {id === "fold" ? t("sampling.fold") : weightsHaveVariance(TOYS[id], q) ? "" : t("sampling.heavy")}
            </p>
          )}
        </div>
      </div>
      <div className={room.controls}>
        <ValueSlider
          label={t("sampling.samples")}
          value={stop}
          min={0}
          max={SAMPLES.length - 1}
          step={1}
          text={count(samples)}
          onChange={onStop}
        />
        <Button onClick={() => setSeed(seed + 1)}>{t("sampling.again")}</Button>
      </div>
      <ToyControls toy={toy} />
      <div className={room.foot}>
        <Formula
          tex="p(\x) = \mathbb{E}_{p(\z)}\bigl[p(\x|\z)\bigr] = \mathbb{E}_{q(\z)}\Bigl[\tfrac{p(\x|\z)\,p(\z)}{q(\z)}\Bigr]"
          label={t("sampling.formula")}
        />
        <Facts
          facts={[
            {
              id: "ratio",
              label: t("sampling.ratio"),
              value: (
                <Metric
                  name="variance-ratio"
                  value={ratio ?? ""}
                  text={ratio === undefined ? "–" : `× ${reading(ratio, 1)}`}
                />
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}

/** A variance, which may be very small. */
const small = (value: number) => (value >= 0.001 ? reading(value, 4) : plain(value));
