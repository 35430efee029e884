import { Shuffle } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { FIRST_TURN } from "../components/charts/cloud/project";
import { LatentSliders } from "../components/charts/LatentSliders";
import { Manifold } from "../components/charts/Manifold";
import { LatentPlane } from "../components/charts/plane/LatentPlane";
import { Funnel } from "../components/flow/Funnel";
import { Strip } from "../components/flow/Strip";
import { IconButton } from "../components/ui/Button";
import { Formula } from "../components/ui/Formula";
import { count, vector } from "../components/ui/format";
import { Tabs } from "../components/ui/Tabs";
import { isPointSummary } from "../engine/data/samples";
import { spoilsInput } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { AxisPicker } from "./AxisPicker";
import { decode, probeImage, probeLatent, releaseHandle } from "./actions/probing";
import { CloudManifold, InputCloud } from "./Clouds";
import { CodeGrid } from "./CodeGrid";
import { DrawingTray } from "./DrawingTray";
import styles from "./FlowPanel.module.css";
import { HeldOutImage } from "./HeldOutImage";
import { InputImage } from "./InputImage";
import { LatentTable } from "./LatentTable";
import { NoisyInput } from "./NoisyInput";
import { RunState } from "./RunState";
import { reachOf } from "./reach";
import { shapeOf } from "./shape";
import { useExperiment, useStore } from "./store";
import { useAxes } from "./useAxes";
import { useClassName } from "./useClassName";
import { usePlaneProbe } from "./usePlaneProbe";
import { usePoints } from "./usePoints";
import { useSkin } from "./useSkin";
import { XHat } from "./XHat";

type View = "plane" | "manifold" | "sliders";

/** x → encoder → z → decoder → x̂, every stage live. */
export function FlowPanel() {
  const t = useT();
  const experiment = useExperiment();
  const { model, latent } = experiment;
  const points = usePoints();
  const discrete = model === "vqVae";
  const spoils = spoilsInput(experiment);
  const [turn, setTurn] = useState(FIRST_TURN);
  const info = useStore(({ run }) => run.info);
  const evaluation = useStore(({ run }) => run.evaluation);
  const strip = useStore(({ run }) => run.strip);
  const stripTilde = useStore(({ run }) => run.stripTilde);
  const step = useStore(({ run }) => run.step);
  const probe = useStore((state) => state.probe);
  const probing = useStore((state) => state.probing);
  const [view, setView] = useState<View>("plane");
  const skin = useSkin();
  const shape = shapeOf(info);
  const nameOf = useClassName();
  const { axes, axisNames, setAxes } = useAxes(latent);
  const { held, z, planeProbe, setHandle } = usePlaneProbe(axes);
  const mu = useMemo(() => (probe ? Array.from(probe.mu) : []), [probe]);
  const pick = useCallback((index: number) => {
    probeImage({ index });
  }, []);

  const reach = useMemo(() => reachOf(evaluation?.latents?.mu, model === "vae"), [evaluation, model]);
  const isOwn = !("index" in probing.source);
  const index = "index" in probing.source ? probing.source.index : undefined;
  const flat = isPointSummary(info?.dataset) && info.dataset.dimensions === 2;
  const caption = isOwn
    ? t(points ? "cloud.own" : "flow.drawn")
    : probe?.label !== undefined && !points
      ? t("flow.ofClass", { label: nameOf(probe.label) })
      : t(points ? "cloud.heldOut" : "flow.heldOut", { index: count((index ?? 0) + 1) });

  const another = (
    <IconButton
      label={t("flow.another")}
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
            <CodeGrid />
          ) : (
            <Tabs<View>
              label={t("latent.tabs")}
              value={view}
              onChange={setView}
              aside={
                <>
                  {view === "plane" && skin.toggle}
                  {view !== "sliders" && latent > 2 && <AxisPicker latent={latent} axes={axes} onChange={setAxes} />}
                </>
              }
              tabs={[
                {
                  id: "plane",
                  label: t("latent.plane"),
                  content: (
                    <LatentPlane
                      latents={evaluation?.latents?.dimensions === latent ? evaluation.latents : undefined}
                      labels={info?.labels}
                      skin={skin.latents}
                      nameOf={nameOf}
                      axes={axes}
                      axisNames={axisNames}
                      prior={model === "vae"}
                      probe={planeProbe}
                      hint={t("latent.planeHint")}
                      zoomLabels={{ in: t("latent.zoomIn"), out: t("latent.zoomOut"), fit: t("latent.fit") }}
                      tooltip={(at) => <HeldOutImage index={at} />}
                      onHandle={setHandle}
                      onRelease={releaseHandle}
                      onPick={pick}
                    />
                  ),
                },
                {
                  id: "manifold",
                  label: t("latent.manifold"),
                  content: points ? (
                    <CloudManifold
                      version={evaluation ?? step}
                      z={z}
                      axes={axes}
                      radius={reach}
                      turn={turn}
                      onTurn={setTurn}
                    />
                  ) : (
                    <Manifold
                      version={evaluation ?? step}
                      z={z}
                      axes={axes}
                      axisNames={axisNames}
                      radius={reach}
                      {...shape}
                      label={t("latent.manifold")}
                      hint={t("latent.manifoldHint")}
                      decode={decode}
                      onHandle={setHandle}
                    />
                  ),
                },
                {
                  id: "sliders",
                  label: t("latent.sliders"),
                  content: (
                    <LatentSliders
                      z={z}
                      mu={mu}
                      reach={reach}
                      hint={t("latent.sliderHint")}
                      onChange={(moved) => probeLatent(moved)}
                    />
                  ),
                },
              ]}
            />
          )}
          <LatentTable axes={axes} axisNames={axisNames} />
          <RunState />
        </section>
        <div className={styles.decoder}>
          <Funnel kind="decoder" label={t("flow.decoder")} />
        </div>
        <XHat shape={shape} turn={turn} onTurn={setTurn} />
      </div>
      <div className={styles.formula}>
        {held ? (
          <Formula tex="\xhat = g(\z)" label={t("flow.formulaHeld")} />
        ) : model === "vae" ? (
          <Formula tex="\z = \mean + \std \odot \eps" label={t("flow.formulaVae")} />
        ) : discrete ? (
          <Formula
            tex="\z_q = e_k, \quad k = \operatorname*{argmin}_j \lVert \z_e - e_j \rVert, \quad \xhat = g(\z_q)"
            label={t("flow.formulaVq")}
          />
        ) : spoils ? (
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
        {!discrete && (
          <Value symbol="z" colour="var(--z)" values={held ? z : probe?.z} note={held ? t("flow.byHand") : ""} />
        )}
      </div>
      {!points && <DrawingTray />}
      {!points && (
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
      )}
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
