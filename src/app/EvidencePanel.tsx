import { lazy, memo, Suspense, useDeferredValue, useMemo, useState } from "react";
import { DimensionBars } from "../components/charts/DimensionBars";
import { Ledger } from "../components/charts/Ledger";
import { type Curve, LossChart } from "../components/charts/LossChart";
import { count, loss, reading } from "../components/ui/format";
import { Heading } from "../components/ui/Heading";
import { Metric } from "../components/ui/Metric";
import { Segmented } from "../components/ui/Segmented";
import { differences, type Experiment, hasCodes, isPrior, sameData } from "../engine/experiment";
import { klPerDimension, spreadPerDimension } from "../engine/metrics/latentStatistics";
import { useT } from "../i18n/useT";
import { Comparison } from "./Comparison";
import styles from "./EvidencePanel.module.css";
import { lossUnit } from "./lossUnit";
import { RunList } from "./RunList";
import { runColour } from "./runColour";
import type { Point } from "./series";
import { type State, useStore } from "./store";
import { useLedger } from "./useLedger";
import { usePoints } from "./usePoints";

const PriorEvidence = lazy(async () => ({ default: (await import("./prior/PriorEvidence")).PriorEvidence }));
const CodeEvidence = lazy(async () => ({ default: (await import("./codes/CodeEvidence")).CodeEvidence }));

type EvidenceProps = Pick<State, "run" | "earlier" | "pcaError" | "travelled">;

/**
 * The loss as a ledger that adds up, its curve, and what else there is to measure. All on held-out images.
 * It follows in a task of its own: the images, which a hand may be moving, come first.
 */
export function EvidencePanel() {
  const run = useDeferredValue(useStore((state) => state.run));
  const earlier = useDeferredValue(useStore((state) => state.earlier));
  const travelled = useDeferredValue(useStore((state) => state.travelled));
  const pcaError = useDeferredValue(useStore((state) => state.pcaError));
  return <Evidence run={run} earlier={earlier} pcaError={pcaError} travelled={travelled} />;
}

const Evidence = memo(({ run, earlier, pcaError, travelled }: EvidenceProps) => {
  const t = useT();
  const { experiment } = run;
  const [scale, setScale] = useState<"linear" | "log">("linear");
  const { model } = experiment;
  const points = usePoints();
  const unit = lossUnit(experiment, points);
  const written = unit === "mse" ? "mse" : "nats";
  const format = useMemo(() => (value: number) => loss(value, written), [written]);

  const { evaluation } = run;
  const total = evaluation?.losses[0];
  const lines = useLedger(run, written);
  const prior = isPrior(experiment);
  const discrete = model === "vqVae" && !prior;

  // With another weight of the KL, free bits, or the terms that move codes, what falls is no longer −ELBO.
  const isBound = !hasCodes(model) && run.terms.every((id, i) => id !== "freeBits" && (run.weights[i] ?? 1) === 1);
  const ofPoints = points ? "Points" : "";
  const title = prior
    ? (`nll${model === "pixelCnn" ? "Pixels" : "Codes"}` as const)
    : unit === "mse"
      ? "mseLoss"
      : (`${isBound ? "elbo" : "loss"}${ofPoints}` as const);

  const ghost = earlier[0]?.run;
  const isComparable = (other: Experiment) => sameData(other, experiment) && lossUnit(other, points) === unit;
  const curves: Curve[] = [
    ...earlier
      .filter(({ run: other, shown }) => shown && isComparable(other.experiment))
      .map(({ run: other }, i) => ({
        id: `run-${other.id}`,
        kind: "ghost" as const,
        colour: runColour(other.id),
        label: i === 0 && other === ghost ? t("evidence.ghost") : "",
        points: totals(other.heldOut.points),
      }))
      .reverse(),
    { id: "training", kind: "training", label: t("evidence.training"), points: totals(run.training.points) },
    { id: "heldOut", kind: "heldOut", label: t("evidence.heldOut"), points: totals(run.heldOut.points) },
  ];

  const latents = evaluation?.latents;
  const bars = useMemo(() => {
    if (!latents) return undefined;
    const { logVar } = latents;
    return logVar
      ? { kl: true, values: klPerDimension({ ...latents, logVar }) }
      : { kl: false, values: spreadPerDimension(latents) };
  }, [latents]);

  return (
    <aside className={styles.panel} aria-label={t("evidence.title")}>
      <section className={styles.section}>
        <Heading>{t(`evidence.${title}`)}</Heading>
        <Ledger
          label={t("evidence.title")}
          lines={lines}
          total={total}
          totalLabel={t("evidence.total")}
          totalText={total === undefined ? "–" : format(total)}
        />
        <p className={styles.note}>
          {evaluation
            ? t(points ? "evidence.heldOutPoints" : "evidence.heldOutNote", { step: count(evaluation.step) })
            : "\u00a0"}
          {(unit === "density" || unit === "levels") && <span className={styles.unit}>{t(`evidence.${unit}`)}</span>}
          {evaluation?.sigma !== undefined && (
            <span className={styles.unit}>
              {t("evidence.sigma")} <Metric name="sigma" value={evaluation.sigma} text={reading(evaluation.sigma, 3)} />
            </span>
          )}
        </p>
      </section>
      <section className={styles.section}>
        <Heading
          aside={
            <Segmented
              label={t("evidence.scale")}
              value={scale}
              options={[
                { value: "linear", label: t("evidence.linear") },
                { value: "log", label: t("evidence.log") },
              ]}
              onChange={setScale}
            />
          }
        >
          {t("evidence.curve")}
        </Heading>
        <LossChart
          curves={curves}
          reference={pcaError === undefined ? undefined : { label: t("evidence.pca"), value: pcaError }}
          scale={scale}
          mark={travelled}
          label={t("evidence.curve")}
          stepLabel={t("evidence.step")}
          emptyLabel={t("evidence.curveEmpty")}
          format={format}
        />
      </section>
      {prior ? (
        <Suspense>
          <PriorEvidence run={run} />
        </Suspense>
      ) : discrete ? (
        <Suspense>
          <CodeEvidence run={run} />
        </Suspense>
      ) : hasCodes(model) ? null : (
        <section className={styles.section}>
          <Heading>{t(model === "vae" ? "evidence.klPerDimension" : "evidence.spreadPerDimension")}</Heading>
          <DimensionBars
            label={t(model === "vae" ? "evidence.klPerDimension" : "evidence.spreadPerDimension")}
            values={bars?.values ?? new Float64Array(experiment.latent)}
            colour={model === "vae" ? "var(--sigma)" : "var(--z)"}
            fullAtLeast={model === "vae" ? 1 : undefined}
          />
        </section>
      )}
      <section className={styles.section}>
        <Heading>{t("evidence.metrics")}</Heading>
        <dl className={styles.metrics}>
          {!prior && (
            <>
              <dt>{t(points ? "evidence.msePoints" : "evidence.mse")}</dt>
              <dd>
                <Metric
                  name="mse"
                  value={evaluation?.mse ?? ""}
                  text={evaluation?.mse === undefined ? "–" : reading(evaluation.mse, 5)}
                />
              </dd>
            </>
          )}
          {pcaError !== undefined && (
            <>
              <dt>{t("evidence.pcaMse")}</dt>
              <dd>
                <Metric name="pca-mse" value={pcaError} text={reading(pcaError, 5)} />
              </dd>
            </>
          )}
          <dt>{t("evidence.parameters")}</dt>
          <dd>{run.info ? count(run.info.parameters) : "–"}</dd>
        </dl>
      </section>
      {(ghost || run.step > 0) && (
        <section className={styles.section}>
          <RunList now={run} earlier={earlier} />
        </section>
      )}
      {ghost && (
        <section className={styles.section}>
          <Heading>{t("evidence.compare")}</Heading>
          <Comparison
            before={ghost}
            now={run}
            changed={differences(ghost.experiment, experiment)}
            comparable={isComparable(ghost.experiment)}
            format={format}
          />
        </section>
      )}
    </aside>
  );
});

const totals = (points: readonly Point[]) => points.map(({ step, values }) => ({ step, value: values[0] as number }));
