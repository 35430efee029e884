import { useMemo, useState } from "react";
import type { Turn } from "../components/charts/cloud/project";
import { LatentSliders } from "../components/charts/LatentSliders";
import { Manifold } from "../components/charts/Manifold";
import { LatentPlane } from "../components/charts/plane/LatentPlane";
import { Tabs } from "../components/ui/Tabs";
import { useT } from "../i18n/useT";
import { AxisPicker } from "./AxisPicker";
import { decode, probeLatent, releaseHandle } from "./actions/probing";
import { CloudManifold } from "./Clouds";
import { HeldOutImage } from "./HeldOutImage";
import { LatentTable } from "./LatentTable";
import { reachOf } from "./reach";
import { shapeOf } from "./shape";
import { useExperiment, useStore } from "./store";
import { useAxes } from "./useAxes";
import { useClassName } from "./useClassName";
import { usePlaneProbe } from "./usePlaneProbe";
import { usePoints } from "./usePoints";
import { useSkin } from "./useSkin";
import { WithClassLegend } from "./WithClassLegend";

type View = "plane" | "manifold" | "sliders";

export interface ContinuousLatentProps {
  readonly turn: Turn;
  readonly onTurn: (turn: Turn) => void;
  /** Follows another held-out sample. */
  readonly onPick: (index: number) => void;
}

/** z as a point: on a plane, among what every place of it decodes to, as one slider a dimension. */
export function ContinuousLatent({ turn, onTurn, onPick }: ContinuousLatentProps) {
  const t = useT();
  const { model, latent } = useExperiment();
  const points = usePoints();
  const info = useStore(({ run }) => run.info);
  const evaluation = useStore(({ run }) => run.evaluation);
  const step = useStore(({ run }) => run.step);
  const probe = useStore((state) => state.probe);
  const [view, setView] = useState<View>("plane");
  const skin = useSkin();
  const nameOf = useClassName();
  const { axes, axisNames, setAxes } = useAxes(latent);
  const { z, planeProbe, setHandle } = usePlaneProbe(axes);
  const mu = useMemo(() => (probe ? Array.from(probe.mu) : []), [probe]);
  const latents = evaluation?.latents;
  const reach = useMemo(() => reachOf(latents?.mu, model === "vae"), [latents, model]);
  return (
    <>
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
              <WithClassLegend>
                <LatentPlane
                  latents={latents?.dimensions === latent ? latents : undefined}
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
                  onPick={onPick}
                />
              </WithClassLegend>
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
                onTurn={onTurn}
              />
            ) : (
              <Manifold
                version={evaluation ?? step}
                z={z}
                axes={axes}
                axisNames={axisNames}
                radius={reach}
                {...shapeOf(info)}
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
      <LatentTable axes={axes} axisNames={axisNames} />
    </>
  );
}
