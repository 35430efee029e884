import { Shuffle } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { FIRST_TURN } from "../components/charts/cloud/project";
import { Funnel } from "../components/flow/Funnel";
import { Strip } from "../components/flow/Strip";
import { IconButton } from "../components/ui/Button";
import { count } from "../components/ui/format";
import { isPointSummary } from "../engine/data/samples";
import { isPrior } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { probeImage } from "./actions/probing";
import { InputCloud } from "./Clouds";
import { ContinuousLatent } from "./ContinuousLatent";
import { DrawingTray } from "./DrawingTray";
import { FlowFormula } from "./FlowFormula";
import styles from "./FlowPanel.module.css";
import { InputImage } from "./InputImage";
import { NoisyInput } from "./NoisyInput";
import { RunState } from "./RunState";
import { shapeOf } from "./shape";
import { useExperiment, useStore } from "./store";
import { useClassName } from "./useClassName";
import { usePoints } from "./usePoints";
import { XHat } from "./XHat";

const PriorFlow = lazy(async () => ({ default: (await import("./prior/PriorFlow")).PriorFlow }));
const DiscreteLatent = lazy(async () => ({ default: (await import("./codes/DiscreteLatent")).DiscreteLatent }));
const LevelsLatent = lazy(async () => ({ default: (await import("./rooms/hierarchy/LevelsLatent")).LevelsLatent }));
const CodeFormula = lazy(async () => ({ default: (await import("./codes/CodeFormula")).CodeFormula }));
const CodebookCard = lazy(async () => ({ default: (await import("./codes/CodebookCard")).CodebookCard }));

/** What there is to see of what is trained: the way through an autoencoder, or what a prior draws. */
export function FlowPanel() {
  if (!isPrior(useExperiment())) return <AutoencoderFlow />;
  return (
    <Suspense>
      <PriorFlow />
    </Suspense>
  );
}

/** x → encoder → z → decoder → x̂, every stage live. */
function AutoencoderFlow() {
  const t = useT();
  const { model } = useExperiment();
  const discrete = model === "vqVae";
  const points = usePoints();
  const [turn, setTurn] = useState(FIRST_TURN);
  const info = useStore(({ run }) => run.info);
  const strip = useStore(({ run }) => run.strip);
  const stripTilde = useStore(({ run }) => run.stripTilde);
  const probe = useStore((state) => state.probe);
  const source = useStore((state) => state.probing.source);
  const shape = shapeOf(info);
  const nameOf = useClassName();
  const pick = useCallback((index: number) => {
    probeImage({ index });
  }, []);

  const isOwn = !("index" in source);
  const index = "index" in source ? source.index : undefined;
  const flat = isPointSummary(info?.dataset) && info.dataset.dimensions === 2;
  const caption = isOwn
    ? t(points ? "cloud.own" : "flow.drawn")
    : probe?.label !== undefined && !points
      ? t("flow.ofClass", { label: nameOf(probe.label) })
      : t(points ? "cloud.heldOut" : "flow.heldOut", { index: count((index ?? 0) + 1) });

  const another = (
    <IconButton
      label={t(points ? "cloud.another" : "flow.another")}
      disabled={!info}
      onClick={() => pick(Math.floor(Math.random() * (info?.dataset.heldOut ?? 1)))}
    >
      <Shuffle size={16} />
    </IconButton>
  );

  return (
    <div className={styles.main}>
      <div className={styles.flow}>
        <div className={styles.x}>
          {points ? (
            <>
              <InputCloud turn={turn} onTurn={setTurn} />
              <div className={styles.below}>
                <NoisyInput />
                <p className={styles.caption}>
                  <span className={styles.symX}>x</span> {caption}
                  <span className={styles.invite}>{t(flat ? "cloud.move" : "cloud.turn")}</span>
                </p>
                <div className={styles.tools}>{another}</div>
              </div>
            </>
          ) : (
            <InputImage caption={caption} tools={another} />
          )}
        </div>
        <div className={styles.encoder}>
          <Funnel kind="encoder" label={t("flow.encoder")} />
        </div>
        <section className={styles.latent} aria-label="z">
          {discrete ? (
            <Suspense>
              <DiscreteLatent />
            </Suspense>
          ) : model === "vqVae2" ? (
            <Suspense>
              <LevelsLatent />
            </Suspense>
          ) : (
            <ContinuousLatent turn={turn} onTurn={setTurn} onPick={pick} />
          )}
          <RunState />
        </section>
        <div className={styles.decoder}>
          <Funnel kind="decoder" label={t("flow.decoder")} />
        </div>
        <XHat shape={shape} turn={turn} onTurn={setTurn} />
      </div>
      {discrete ? (
        <Suspense fallback={<div className={styles.formula} />}>
          <CodeFormula />
        </Suspense>
      ) : (
        model !== "vqVae2" && <FlowFormula />
      )}
      {!points && <DrawingTray />}
      {discrete ? (
        <Suspense>
          <CodebookCard />
        </Suspense>
      ) : (
        !points && (
          <Strip
            title={t("flow.strip")}
            originals={info?.strip}
            noisy={stripTilde}
            reconstructions={strip}
            {...shape}
            selected={index}
            pickLabel={(at) => t("flow.stripPick", { index: count(at + 1) })}
            onPick={pick}
          />
        )
      )}
    </div>
  );
}
