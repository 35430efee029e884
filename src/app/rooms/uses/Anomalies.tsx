import { useMemo, useState } from "react";
import { RocCurve } from "../../../components/charts/RocCurve";
import { ScoreHistogram } from "../../../components/charts/ScoreHistogram";
import { Button } from "../../../components/ui/Button";
import { EmptyState } from "../../../components/ui/EmptyState";
import { Formula } from "../../../components/ui/Formula";
import { count, fixed, loss, reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { Segmented } from "../../../components/ui/Segmented";
import { roc } from "../../../engine/metrics/roc";
import type { Score } from "../../../engine/training/rebuild";
import type { Odd } from "../../../workers/rooms/anomaly";
import { ask } from "../../actions/worker";
import { LeftOutClass } from "../../LeftOutClass";
import { useExperiment, useStore } from "../../store";
import { useClassName } from "../../useClassName";
import { useAnswer } from "../useAnswer";
import styles from "./Anomalies.module.css";
import { alarmsAt, thresholdFor } from "./alarms";
import { NeedsLabels } from "./NeedsLabels";
import { OwnSample, useFollowed } from "./OwnSample";
import { useUsesT } from "./texts";
import uses from "./Uses.module.css";
import { WorstRebuilt } from "./WorstRebuilt";

/** Where the threshold stands until a hand moves it. */
const FALSE_ALARMS = 0.05;
const three = fixed(3);
const percent = fixed(1);

/** What the model has never seen the like of, it rebuilds badly: that is how to find it. */
export function Anomalies() {
  const t = useUsesT();
  const nameOf = useClassName();
  const { model, without } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const step = useStore(({ run }) => run.evaluation?.step);
  const [chosenOdd, setOdd] = useState<Odd>();
  const [chosenScore, setScore] = useState<Score>("mse");
  const [dragged, setDragged] = useState<number>();
  const odd = chosenOdd ?? (without === "none" ? "noise" : "leftOut");
  const score = model === "vae" ? chosenScore : "mse";
  const nobodyLeftOut = odd === "leftOut" && without === "none";
  const { answer, failed } = useAnswer(
    nobodyLeftOut || step === undefined
      ? undefined
      : {
          key: [odd, score],
          version: step,
          ask: async (options) => ({ ...(await ask("anomalies", { odd, score }, options)), step }),
        },
  );
  const own = useFollowed(score, step);

  const curve = useMemo(() => {
    if (!answer || answer.odd.length === 0 || answer.normal.length === 0) return undefined;
    const scores = [...answer.normal, ...answer.odd];
    if (scores.some(Number.isNaN)) return undefined;
    return roc(
      scores,
      Array.from(scores, (_, i) => i >= answer.normal.length),
    );
  }, [answer]);
  const automatic = useMemo(() => (answer ? thresholdFor(FALSE_ALARMS, answer.normal) : 0), [answer]);
  const threshold = dragged ?? automatic;
  const alarms = answer && alarmsAt(threshold, answer.normal, answer.odd);
  const format = (value: number) => (score === "mse" ? reading(value, 4) : loss(value, "nats"));
  const choose = (change: () => void) => {
    setDragged(undefined); // another kind of score has another scale
    change();
  };
  const oddName = odd === "noise" ? t("anomalies.noise") : without === "none" ? "" : nameOf(without);
  return (
    <div className={uses.use}>
      <p className={uses.statement}>{t("anomalies.statement")}</p>
      <div className={styles.desk}>
        <section className={uses.card} aria-label={t("anomalies.histogram")}>
          <div className={uses.bar}>
            <Segmented<Odd>
              label={t("anomalies.odd")}
              value={odd}
              options={[
                { value: "leftOut", label: t("anomalies.leftOut") },
                { value: "noise", label: t("anomalies.noise") },
              ]}
              onChange={(next) => choose(() => setOdd(next))}
            />
            {model === "vae" && (
              <Segmented<Score>
                label={t("anomalies.score")}
                value={score}
                options={[
                  { value: "mse", label: t("anomalies.mse") },
                  { value: "loss", label: "−ELBO" },
                ]}
                onChange={(next) => choose(() => setScore(next))}
              />
            )}
          </div>
          {nobodyLeftOut && info && info.dataset.classes < 2 ? (
            <NeedsLabels why={t("labels.whyLeftOut")} />
          ) : nobodyLeftOut ? (
            <EmptyState>
              <p>
                <b>{t("anomalies.nobody")}</b>
              </p>
              <p>{t("anomalies.nobodyWhy")}</p>
              <LeftOutClass />
            </EmptyState>
          ) : (
            <>
              <ScoreHistogram
                normal={answer?.normal ?? []}
                odd={answer?.odd ?? []}
                own={own?.score}
                threshold={threshold}
                label={t("anomalies.histogram")}
                normalLabel={t("anomalies.normal")}
                oddLabel={odd === "noise" ? t("anomalies.noise") : t("anomalies.ofClass", { label: oddName })}
                ownLabel="x"
                thresholdLabel={t("anomalies.threshold")}
                unit={score === "mse" ? t("anomalies.mse") : "nats"}
                format={format}
                onThreshold={setDragged}
              />
              <div className={styles.under}>
                <Formula
                  tex={
                    score === "mse"
                      ? "\\tfrac{1}{P}\\lVert \\x - \\xhat \\rVert^2 \\ge \\tau"
                      : "-\\mathrm{ELBO}(\\x) \\ge \\tau"
                  }
                  label={t("anomalies.formula")}
                />
                <span className={styles.tau}>
                  τ = <Metric name="threshold" value={threshold} text={answer ? format(threshold) : "–"} />
                </span>
                <Button disabled={dragged === undefined} onClick={() => setDragged(undefined)}>
                  {t("anomalies.automatic", { share: String(100 * FALSE_ALARMS) })}
                </Button>
              </div>
            </>
          )}
        </section>
        <section className={uses.card} aria-label={t("anomalies.roc")}>
          <RocCurve
            falsePositiveRate={curve?.falsePositiveRate ?? []}
            truePositiveRate={curve?.truePositiveRate ?? []}
            at={{
              falseRate: alarms ? alarms.falseAlarms / Math.max(1, alarms.normal) : 0,
              trueRate: alarms ? alarms.caught / Math.max(1, alarms.odd) : 0,
            }}
            label={t("anomalies.roc")}
            falseLabel={t("anomalies.falseRate")}
            trueLabel={t("anomalies.trueRate")}
          />
          <dl className={styles.numbers}>
            <dt>AUROC</dt>
            <dd>
              <Metric name="auroc" value={curve?.area ?? ""} text={curve ? three(curve.area) : "–"} />
            </dd>
            <dt>{t("anomalies.caught")}</dt>
            <dd>
              <Metric name="true-alarms" value={alarms?.caught ?? ""} text={alarms ? count(alarms.caught) : "–"} />
              <small>{alarms ? ` / ${count(alarms.odd)} · ${share(alarms.caught, alarms.odd)}` : ""}</small>
            </dd>
            <dt>{t("anomalies.falseAlarms")}</dt>
            <dd>
              <Metric
                name="false-alarms"
                value={alarms?.falseAlarms ?? ""}
                text={alarms ? count(alarms.falseAlarms) : "–"}
              />
              <small>{alarms ? ` / ${count(alarms.normal)} · ${share(alarms.falseAlarms, alarms.normal)}` : ""}</small>
            </dd>
          </dl>
          <p className={uses.note}>
            {failed ? t("failed") : answer ? t("anomalies.facts", { step: count(answer.step) }) : t("measuring")}
          </p>
        </section>
        <WorstRebuilt answer={answer} oddName={oddName} threshold={threshold} format={format} />
        <OwnSample own={own} isAlarm={own && answer ? own.score >= threshold : undefined} format={format} />
      </div>
    </div>
  );
}

const share = (part: number, whole: number) => `${percent((100 * part) / Math.max(1, whole))} %`;
