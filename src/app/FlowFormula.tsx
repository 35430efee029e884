import { useMemo } from "react";
import { Formula } from "../components/ui/Formula";
import { vector } from "../components/ui/format";
import { spoilsInput } from "../engine/experiment";
import { useT } from "../i18n/useT";
import styles from "./FlowPanel.module.css";
import { useExperiment, useStore } from "./store";

/** How z comes about, with the followed sample's numbers. */
export function FlowFormula() {
  const t = useT();
  const experiment = useExperiment();
  const probe = useStore((state) => state.probe);
  const probing = useStore((state) => state.probing);
  const held = probing.z !== undefined;
  // A held handle is where the hand wants it, at once: the model's answer comes later.
  const z = useMemo(() => Array.from(probing.z ?? probe?.z ?? []), [probing, probe]);
  return (
    <div className={styles.formula}>
      {held ? (
        <Formula tex="\xhat = g(\z)" label={t("flow.formulaHeld")} />
      ) : experiment.model === "vae" ? (
        <Formula tex="\z = \mean + \std \odot \eps" label={t("flow.formulaVae")} />
      ) : spoilsInput(experiment) ? (
        <Formula tex="\z = f(\xtilde), \quad \xhat = g(\z)" label={t("flow.formulaDae")} />
      ) : (
        <Formula tex="\z = f(\x), \quad \xhat = g(\z)" label={t("flow.formulaAe")} />
      )}
      {probe?.logVar && (
        <>
          <Value symbol="μ" colour="var(--mu)" values={probe.mu} />
          <Value symbol="σ" colour="var(--sigma)" values={probe.logVar.map((value) => Math.exp(value / 2))} />
        </>
      )}
      {!held && probe?.eps && <Value symbol="ε" colour="var(--eps)" values={probe.eps} />}
      <Value symbol="z" colour="var(--z)" values={held ? z : probe?.z} note={held ? t("flow.byHand") : ""} />
    </div>
  );
}

function Value({
  symbol,
  colour,
  values,
  note = "",
}: {
  readonly symbol: string;
  readonly colour: string;
  readonly values: ArrayLike<number> | undefined;
  readonly note?: string;
}) {
  return (
    <span className={styles.value}>
      <i style={{ color: colour }}>{symbol}</i> {values ? vector(values) : "–"} {note}
    </span>
  );
}
