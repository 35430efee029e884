import { memo, useDeferredValue, useMemo, useState } from "react";
import { DimensionBars } from "../components/charts/DimensionBars";
import { Ledger, type LedgerLine } from "../components/charts/Ledger";
import { type Curve, LossChart } from "../components/charts/LossChart";
import { count, loss, plain, reading } from "../components/ui/format";
import { Heading } from "../components/ui/Heading";
import { Metric } from "../components/ui/Metric";
import { Segmented } from "../components/ui/Segmented";
import { differences, hasPoints, sameData } from "../engine/experiment";
import { klPerDimension, spreadPerDimension } from "../engine/metrics/latentStatistics";
import { useT } from "../i18n/useT";
import { Comparison } from "./Comparison";
import styles from "./EvidencePanel.module.css";
import type { Point } from "./series";
import { type State, useStore } from "./store";

const COLOURS: Record<string, string> = {
  reconstruction: "var(--xhat)",
  kl: "var(--sigma)",
  sparsity: "var(--z)",
  contraction: "var(--mu)",
};

/**
 * The loss as a ledger that adds up, its curve, and what else there is to measure. All on held-out images.
 * It follows in a task of its own: the images, which a hand may be moving, come first.
 */
export function EvidencePanel() {
  const run = useDeferredValue(useStore((state) => state.run));
  const ghost = useDeferredValue(useStore((state) => state.ghost));
  const pcaError = useDeferredValue(useStore((state) => state.pcaError));
  return <Evidence run={run} ghost={ghost} pcaError={pcaError} />;
}

const Evidence = memo(({ run, ghost, pcaError }: Pick<State, "run" | "ghost" | "pcaError">) => {
  const t = useT();
  const { experiment } = run;
  const [scale, setScale] = useState<"linear" | "log">("linear");
  const { model, beta } = experiment;
  const points = hasPoints(experiment.dataset);
  const unit = model === "vae" ? "nats" : "mse";
  const format = useMemo(() => (value: number) => loss(value, unit), [unit]);

  const { evaluation } = run;
  const [total, ...values] = evaluation ? Array.from(evaluation.losses) : [];
  const lines = run.terms.map((id, i): LedgerLine => {
    const bare = values[i] ?? 0;
    const weight = run.weights[i] ?? 1;
    return {
      id,
      label: t(`evidence.${id as "reconstruction" | "kl" | "sparsity" | "contraction"}`),
      detail:
        id === "kl"
          ? t("evidence.klWeighted", { beta: plain(beta), kl: format(bare) })
          : weight === 1
            ? undefined
            : t("evidence.weighted", { weight: plain(weight), value: reading(bare) }),
      value: weight * bare,
      colour: COLOURS[id] ?? "var(--ink)",
    };
  });

  const sameUnit = ghost && (ghost.experiment.model === "vae") === (model === "vae");
  const comparable = sameUnit && sameData(ghost.experiment, experiment) ? ghost : undefined;
  const curves: Curve[] = [
    ...(comparable
      ? [{ id: "ghost" as const, label: t("evidence.ghost"), points: totals(comparable.heldOut.points) }]
      : []),
    { id: "training", label: t("evidence.training"), points: totals(run.training.points) },
    { id: "heldOut", label: t("evidence.heldOut"), points: totals(run.heldOut.points) },
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
        <Heading>{t(unit === "mse" ? "evidence.mseLoss" : points ? "evidence.elboPoints" : "evidence.elbo")}</Heading>
        <Ledger
          label={t("evidence.title")}
          lines={lines}
          total={total}
          totalLabel={t("evidence.total")}
          format={format}
        />
        <p className={styles.note}>
          {evaluation
            ? t(points ? "evidence.heldOutPoints" : "evidence.heldOutNote", { step: count(evaluation.step) })
            : "\u00a0"}
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
          label={t("evidence.curve")}
          stepLabel={t("evidence.step")}
          emptyLabel={t("evidence.curveEmpty")}
          format={format}
        />
      </section>
      <section className={styles.section}>
        <Heading>{t(model === "vae" ? "evidence.klPerDimension" : "evidence.spreadPerDimension")}</Heading>
        <DimensionBars
          label={t(model === "vae" ? "evidence.klPerDimension" : "evidence.spreadPerDimension")}
          values={bars?.values ?? new Float64Array(experiment.latent)}
          colour={model === "vae" ? "var(--sigma)" : "var(--z)"}
          fullAtLeast={model === "vae" ? 1 : undefined}
        />
      </section>
      <section className={styles.section}>
        <Heading>{t("evidence.metrics")}</Heading>
        <dl className={styles.metrics}>
          <dt>{t(points ? "evidence.msePoints" : "evidence.mse")}</dt>
          <dd>
            <Metric name="mse" value={evaluation?.mse ?? ""} text={evaluation ? reading(evaluation.mse, 5) : "–"} />
          </dd>
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
      {ghost && (
        <section className={styles.section}>
          <Heading>{t("evidence.compare")}</Heading>
          <Comparison
            before={ghost}
            now={run}
            changed={differences(ghost.experiment, experiment)}
            comparable={comparable !== undefined}
            format={format}
          />
        </section>
      )}
    </aside>
  );
});

const totals = (points: readonly Point[]) => points.map(({ step, values }) => ({ step, value: values[0] as number }));
