import { Dices, X } from "lucide-react";
import { ExactValue } from "../components/controls/ExactValue";
import { KnobSlider } from "../components/controls/KnobSlider";
import { IconButton } from "../components/ui/Button";
import { Heading } from "../components/ui/Heading";
import { Segmented } from "../components/ui/Segmented";
import { useModal } from "../components/ui/topLayer";
import { hasPoints, isRelevant, KNOBS, type KnobId, type ModelId, type Network } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { CloudKnobs } from "./CloudKnobs";
import { newSeed, setExperiment, setKnob } from "./controller";
import { DataCard } from "./DataCard";
import styles from "./ExperimentPanel.module.css";
import { useExperiment } from "./store";
import { useMedia } from "./useMedia";

/** The lecture's models and their years. */
const YEARS: Record<ModelId, string> = { ae: "1987", vae: "2014" };

export interface ExperimentPanelProps {
  /** Whether the sheet is up, on screens where the panel is one. */
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What is trained on what: a column beside the flow, or a sheet on screens too narrow for both. */
export function ExperimentPanel({ open, onClose }: ExperimentPanelProps) {
  const t = useT();
  const narrow = useMedia("(width <= 960px)");
  const dialog = useModal(narrow && open);
  if (!narrow) {
    return (
      <aside className={styles.panel} aria-label={t("header.experiment")}>
        <Controls />
      </aside>
    );
  }
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-label={t("header.experiment")}
      onClose={onClose}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles.sheetBody}>
        <IconButton className={styles.close} label={t("header.close")} onClick={onClose}>
          <X size={18} />
        </IconButton>
        <Controls />
      </div>
    </dialog>
  );
}

function Controls() {
  const t = useT();
  const experiment = useExperiment();
  const { model, network } = experiment;
  const knob = (id: KnobId) =>
    isRelevant(id, experiment) && (
      <KnobSlider
        key={id}
        label={t(`knobs.${id}`)}
        knob={KNOBS[id]}
        value={experiment[id]}
        onChange={(value) => setKnob(id, value)}
        liveLabel={t("knobs.live")}
        hint={t(KNOBS[id].kind === "live" ? "knobs.liveHint" : "knobs.structural")}
        exactLabel={t("knobs.exact", { knob: t(`knobs.${id}`) })}
        {...(id === "beta" && { colour: "var(--sigma)" })}
        {...(id === "latent" && { colour: "var(--z)" })}
      />
    );
  return (
    <>
      <section className={styles.section}>
        <Heading>{t("data.title")}</Heading>
        <DataCard />
        {hasPoints(experiment.dataset) && <CloudKnobs />}
      </section>
      <section className={styles.section}>
        <Heading>{t("model.title")}</Heading>
        <fieldset className={styles.models}>
          <legend className="visually-hidden">{t("model.title")}</legend>
          {(["ae", "vae"] as const).map((id) => (
            <label key={id} className={styles.model}>
              <input
                className="visually-hidden"
                type="radio"
                name="model"
                checked={id === model}
                onChange={() => setExperiment({ model: id })}
              />
              <span className={styles.modelFace}>
                {t(`model.${id}`)} <small>{YEARS[id]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {isRelevant("network", experiment) && (
          <div className={styles.network}>
            <span>{t("knobs.network")}</span>
            <Segmented<Network>
              label={t("knobs.network")}
              value={network}
              options={[
                { value: "mlp", label: t("knobs.mlp") },
                { value: "linear", label: t("knobs.linear") },
              ]}
              onChange={(next) => setExperiment({ network: next })}
            />
          </div>
        )}
      </section>
      <section className={styles.section}>
        <Heading>{t("knobs.title")}</Heading>
        {knob("beta")}
        {knob("learningRate")}
        {knob("latent")}
        <details className={styles.more}>
          <summary>{t("knobs.more")}</summary>
          {knob("hidden")}
          {knob("depth")}
          {knob("batch")}
          <div className={styles.seed} title={t("knobs.structural")}>
            <span>{t("knobs.seed")}</span>
            <ExactValue
              label={t("knobs.exact", { knob: t("knobs.seed") })}
              knob={KNOBS.seed}
              value={experiment.seed}
              onChange={(value) => setKnob("seed", value)}
            />
            <IconButton label={t("transport.newSeed")} onClick={newSeed}>
              <Dices size={16} />
            </IconButton>
          </div>
        </details>
      </section>
    </>
  );
}
