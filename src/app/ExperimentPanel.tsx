import { Dices, X } from "lucide-react";
import { ExactValue } from "../components/controls/ExactValue";
import { KnobSlider } from "../components/controls/KnobSlider";
import { IconButton } from "../components/ui/Button";
import { Heading } from "../components/ui/Heading";
import { useModal } from "../components/ui/topLayer";
import { isPrior, isRelevant, locksOf } from "../engine/experiment";
import { KNOBS, type KnobId, LOCKS } from "../engine/knobs";
import { useT } from "../i18n/useT";
import { chooseModel, newSeed, setKnob } from "./actions/experiments";
import { CarryOver } from "./CarryOver";
import { Choice, type ChoiceId } from "./Choice";
import { CloudKnobs } from "./CloudKnobs";
import { DataCard } from "./DataCard";
import styles from "./ExperimentPanel.module.css";
import { LeftOutClass } from "./LeftOutClass";
import { LECTURE, LECTURE_MODELS, lectureModel } from "./lectureModel";
import { useExperiment, useStore } from "./store";
import { useMedia } from "./useMedia";
import { usePoints } from "./usePoints";

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
  const chosen = lectureModel(experiment);
  const points = usePoints();
  const prior = isPrior(experiment);
  const classes = useStore(({ run }) => run.info?.dataset.classes);
  const tellsClasses = classes !== 0 || experiment.conditioning === "class";
  const choice = (id: ChoiceId) => isRelevant(id, experiment) && <Choice id={id} />;
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
        {isRelevant("shape", experiment) && <CloudKnobs />}
        <LeftOutClass />
      </section>
      <section className={styles.section}>
        <Heading>{t("model.title")}</Heading>
        <fieldset className={styles.models}>
          <legend className="visually-hidden">{t("model.title")}</legend>
          {LECTURE_MODELS.map((id) => (
            <label key={id} className={styles.model}>
              <input
                className="visually-hidden"
                type="radio"
                name="model"
                checked={id === chosen}
                onChange={() => chooseModel(id)}
              />
              <span className={styles.modelFace}>
                {t(`model.${id}`)} <small>{LECTURE[id].year}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <CarryOver />
        <div className={styles.parts}>
          {prior ? (
            <>
              <Choice id="stack" without={experiment.model === "pixelCnn" ? ["snail"] : []} />
              {choice("levels")}
              <Choice id="conditioning" without={tellsClasses ? [] : ["class"]} />
            </>
          ) : (
            <>
              {isRelevant("network", experiment) && <Choice id="network" without={points ? ["conv"] : []} />}
              {choice("tie")}
              {isRelevant("decoder", experiment) && (
                <Choice id="decoder" without={points ? ["bernoulli", "logistic"] : []} />
              )}
              {knob("sigma")}
              {choice("codebookLearning")}
              {isRelevant("corruption", experiment) && (
                <Choice id="corruption" without={experiment.network === "linear" ? ["hiddenDropout"] : []} />
              )}
            </>
          )}
        </div>
      </section>
      <section className={styles.section}>
        <Heading>{t("knobs.title")}</Heading>
        {prior ? (
          <>
            {knob("learningRate")}
            {knob("layers")}
            {knob("channels")}
          </>
        ) : (
          <>
            {knob("strength")}
            {knob("beta")}
            {knob("commitment")}
            {knob("learningRate")}
            {knob("latent")}
            {knob("codes")}
            {knob("codeLevels")}
          </>
        )}
        <details className={styles.more}>
          <summary>{t("knobs.more")}</summary>
          {!prior && (
            <>
              {knob("warmUp")}
              {knob("freeBits")}
              {knob("sparsity")}
              {knob("contraction")}
              {choice("estimator")}
              {knob("reconstructionWeight")}
              {knob("codebookWeight")}
              {choice("codeSpace")}
              {choice("codebookInit")}
              {choice("restart")}
              <Choice id="lock" without={LOCKS.filter((lock) => !locksOf(experiment).includes(lock))} />
              {knob("hidden")}
              {knob("depth")}
            </>
          )}
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
