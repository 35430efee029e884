import { useState } from "react";
import { FactorMap } from "../../../components/charts/FactorMap";
import { Button } from "../../../components/ui/Button";
import { count, reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { Progress } from "../../../components/ui/Progress";
import { definitionOf } from "../../../engine/data/registry";
import type { Disentanglement } from "../../../workers/rooms/beta";
import { ask } from "../../actions/worker";
import { useExperiment, useStore } from "../../store";
import { useAnswer } from "../useAnswer";
import styles from "./Factors.module.css";
import { gapsOf, sharesOf } from "./factorShares";
import { SpritesOffer } from "./SpritesOffer";
import { useBetaT } from "./texts";

/** Factors of the data against dimensions of the latent, where the factors are known. */
export function Factors() {
  const say = useBetaT();
  const { dataset } = useExperiment();
  const locale = useStore((state) => state.locale);
  const definition = definitionOf(dataset);
  const factors = definition && "factors" in definition ? definition.factors : undefined;
  if (!factors) return <SpritesOffer text={say("noFactors")} />;
  return <Measured names={factors.map((factor) => factor[locale])} />;
}

function Measured({ names }: { readonly names: readonly string[] }) {
  const say = useBetaT();
  const { latent } = useExperiment();
  const evaluation = useStore((state) => state.run.evaluation);
  const [auto, setAuto] = useState(true);
  const [asked, setAsked] = useState(0);
  const ready = evaluation?.latents?.dimensions === latent;
  const { answer, progress, cancel } = useAnswer(
    ready && (auto || asked > 0)
      ? {
          key: [latent],
          version: auto ? evaluation : asked,
          ask(options) {
            const codes = { dimensions: latent, values: evaluation.latents?.mu ?? new Float32Array() };
            return ask("disentanglement", { codes, step: evaluation.step }, options);
          },
        }
      : undefined,
  );
  return (
    <div className={styles.box}>
      <FactorMap
        label={say("map")}
        factors={names}
        dimensions={latent}
        shares={answer && sharesOf(answer)}
        gaps={answer && gapsOf(answer)}
        factorLabel={say("factor")}
        gapLabel={say("gap")}
      />
      <p className={styles.hint}>
        {say("map")}. {say("mapHint")}
      </p>
      <dl className={styles.scores}>
        <dt>{say("mig")}</dt>
        <dd>
          <Score name="mig" value={answer?.mig} />
        </dd>
        <dt>
          {say("score")} <small>{say("scoreChance", { chance: reading(chanceOf(answer)) })}</small>
        </dt>
        <dd>
          <Score name="beta-vae-score" value={answer?.score} />
        </dd>
      </dl>
      <div className={styles.foot}>
        <label className={styles.auto}>
          <input type="checkbox" checked={auto} onChange={(event) => setAuto(event.target.checked)} />
          {say("auto")}
        </label>
        <Button disabled={!ready || auto} onClick={() => setAsked((before) => before + 1)}>
          {say("measure")}
        </Button>
        <span className={styles.hint}>
          {answer ? say("atStep", { count: count(answer.count), step: count(answer.step) }) : say("unmeasured")}
        </span>
      </div>
      <div className={styles.progress}>
        {progress !== undefined && (
          <Progress
            done={progress}
            total={1}
            text={say("measuring", { percent: String(Math.round(100 * progress)) })}
            cancel={say("cancel")}
            onCancel={() => {
              setAuto(false);
              cancel();
            }}
          />
        )}
      </div>
    </div>
  );
}

function Score({ name, value }: { readonly name: string; readonly value: number | undefined }) {
  return <Metric name={name} value={value ?? ""} text={value === undefined ? "–" : reading(value, 3)} />;
}

/** One over the factors that vary. */
const chanceOf = (answer: Disentanglement | undefined) =>
  answer ? 1 / answer.entropies.filter((entropy) => entropy > 0).length : Number.NaN;
