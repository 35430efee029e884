import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Button, IconButton } from "../../../components/ui/Button";
import { EmptyState } from "../../../components/ui/EmptyState";
import { Formula } from "../../../components/ui/Formula";
import { count, loss } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { toggle } from "../../actions/transport";
import { useExperiment, useStore } from "../../store";
import { NeedsModel } from "../NeedsModel";
import room from "../room.module.css";
import { LayerBars } from "./LayerBars";
import { Samples } from "./Samples";
import styles from "./SlowRoom.module.css";
import { formulaOf, type StageId, stagesOf } from "./stages";
import { Terms } from "./Terms";
import { useSlowT } from "./texts";
import { useAnatomy } from "./useAnatomy";

const STAGE_MS = 1600;

/** A training step in slow motion: every stage lit in turn, with its formula and the values that it has just now. */
export function SlowRoom() {
  return (
    <NeedsModel models={["vae", "ae", "dae"]}>
      <SlowMotion />
    </NeedsModel>
  );
}

function SlowMotion() {
  const t = useSlowT();
  const { model } = useExperiment();
  const wantsPlay = useStore((state) => state.wantsPlay);
  const nextStep = useStore(({ run }) => run.step) + 1;
  const { anatomy, after, update, next } = useAnatomy();
  const stages = stagesOf(model);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const last = stages.length - 1;
  const stage = stages[Math.min(at, last)] as StageId;
  const unit = model === "vae" ? "nats" : "mse";

  const go = useCallback(
    (to: number) => {
      if (to > last) {
        next();
        setAt(0);
        return;
      }
      setAt(to);
      if (to === last) update();
    },
    [last, next, update],
  );
  useEffect(() => {
    if (!playing || !anatomy || (at === last && after === undefined)) return;
    const timer = setTimeout(() => go(at + 1), STAGE_MS);
    return () => clearTimeout(timer);
  }, [playing, anatomy, after, at, last, go]);
  // What is shown is of another step, or another model: it begins at its beginning.
  const shownStep = anatomy?.step;
  useEffect(() => setAt(0), [shownStep, model]);

  if (wantsPlay || !anatomy) {
    return (
      <EmptyState>
        <p>{wantsPlay ? t("playing") : t("loading", { step: count(nextStep) })}</p>
        {wantsPlay && (
          <Button variant="solid" onClick={toggle}>
            {t("pause")}
          </Button>
        )}
      </EmptyState>
    );
  }
  const vae = model === "vae";
  const reached = (id: StageId) => stages.indexOf(id) <= at;
  const said = { total: loss(anatomy.total, unit) };
  const sentence = {
    corrupt: () => t("says.corrupt"),
    encode: () => t(vae ? "says.encodeVae" : "says.encode"),
    sample: () => t("says.sample"),
    decode: () => t("says.decode"),
    loss: () => t(vae ? "says.lossVae" : "says.loss", said),
    gradients: () => t("says.gradients"),
    update: () =>
      after === undefined
        ? t("says.updating")
        : t("says.update", { before: loss(anatomy.total, unit), after: loss(after, unit) }),
  }[stage]();
  const words = stage === "encode" && vae ? "encodeVae" : stage === "loss" && vae ? "lossVae" : stage;
  return (
    <div className={styles.room}>
      <p className={styles.lead}>{t("lead")}</p>
      <div className={styles.bar}>
        <IconButton label={t("previous")} disabled={at === 0 || at === last} onClick={() => go(at - 1)}>
          <ChevronLeft size={18} />
        </IconButton>
        <ol className={styles.stages} aria-label={t("stages")}>
          {stages.map((id, i) => (
            <li key={id}>
              <button
                type="button"
                className={styles.stage}
                aria-current={id === stage ? "step" : undefined}
                data-reached={i <= at || undefined}
                disabled={at === last && i !== last}
                onClick={() => go(i)}
              >
                {t(`stage.${id}`)}
              </button>
            </li>
          ))}
        </ol>
        <IconButton
          label={at === last ? t("nextStep") : t("next")}
          disabled={at === last && after === undefined}
          onClick={() => go(at + 1)}
        >
          <ChevronRight size={18} />
        </IconButton>
        <IconButton label={t(playing ? "halt" : "run")} onClick={() => setPlaying(!playing)}>
          {playing ? <Pause size={17} /> : <Play size={17} />}
        </IconButton>
      </div>
      <div className={styles.now} aria-live="polite">
        <Formula tex={formulaOf(stage, model)} label={t(`formula.${words}`)} />
        <p>{sentence}</p>
      </div>
      <section className={`${room.card} ${styles.card}`}>
        <Heading>
          {t("batch", { shown: count(anatomy.shown), batch: count(anatomy.batch), step: count(anatomy.step) })}
        </Heading>
        <Samples anatomy={anatomy} stages={stages} stage={stage} />
        <Terms anatomy={anatomy} reached={reached("loss")} unit={unit} />
      </section>
      <Heading>{t("layers")}</Heading>
      <LayerBars layers={anatomy.layers} gradients={reached("gradients")} updates={reached("update")} />
      <span className="visually-hidden">
        <Metric name="slow-step" value={anatomy.step} text="" />
        <Metric name="slow-total" value={reached("loss") ? anatomy.total : ""} text="" />
        <Metric name="slow-after" value={after ?? ""} text="" />
      </span>
    </div>
  );
}
