import { useCallback, useMemo, useState } from "react";
import type { PlaneProbe } from "../../../components/charts/plane/draw";
import { LatentPlane } from "../../../components/charts/plane/LatentPlane";
import { Segmented } from "../../../components/ui/Segmented";
import { hasPoints } from "../../../engine/experiment";
import type { DiagonalGaussian } from "../../../engine/metrics/posteriorGrid";
import { useT } from "../../../i18n/useT";
import { AxisPicker } from "../../AxisPicker";
import { probeImage, releaseHandle } from "../../actions/probing";
import { HeldOutImage } from "../../HeldOutImage";
import { RunState } from "../../RunState";
import { useExperiment, useStore } from "../../store";
import { useAxes } from "../../useAxes";
import { useClassName } from "../../useClassName";
import { usePlaneProbe } from "../../usePlaneProbe";
import { NeedsModel } from "../NeedsModel";
import room from "../room.module.css";
import { AllImages } from "./AllImages";
import { densityBackdrop, posteriorBackdrop } from "./backdrops";
import { Identity } from "./Identity";
import { OneImage } from "./OneImage";
import styles from "./PosteriorRoom.module.css";
import { usePosteriorT } from "./texts";
import { useAggregate } from "./useAggregate";
import { useTruePosterior } from "./useTruePosterior";

type Compared = "one" | "all";

/** Chapters 4 and 5: q(z|x) against the true posterior of one image, and all of them against the prior. */
export function PosteriorRoom() {
  return (
    <NeedsModel models={["vae"]}>
      <Posterior />
    </NeedsModel>
  );
}

function Posterior() {
  const t = useT();
  const say = usePosteriorT();
  const { latent, dataset } = useExperiment();
  const info = useStore(({ run }) => run.info);
  const evaluation = useStore(({ run }) => run.evaluation);
  const [compared, setCompared] = useState<Compared>("one");
  const { axes, axisNames, setAxes } = useAxes(latent);
  const { planeProbe: live, setHandle } = usePlaneProbe(axes);
  const nameOf = useClassName();
  const one = compared === "one";
  const truth = useTruePosterior(axes, one);
  // The ellipse is of the same moment as the heat under it.
  const planeProbe = useMemo(() => live && withQ(live, truth.answer?.q, axes), [live, truth.answer, axes]);
  const aggregate = useAggregate(axes, !one);
  const backdrop = useMemo(
    () => (one ? posteriorBackdrop(truth.answer?.grid) : densityBackdrop(aggregate?.joint)),
    [one, truth.answer, aggregate],
  );
  const pick = useCallback((index: number) => probeImage({ index }), []);

  return (
    <div className={room.room}>
      <div className={styles.head}>
        <p className={`${room.statement} ${styles.statement}`}>
          {say(one ? (latent === 1 ? "sayOne1" : "sayOne") : "sayAll")} {one && <span>{say("pick")}</span>}
        </p>
        <div className={styles.choices}>
          {latent > 2 && <AxisPicker latent={latent} axes={axes} onChange={setAxes} />}
          <Segmented<Compared>
            label={say("what")}
            value={compared}
            options={[
              { value: "one", label: say(hasPoints(dataset) ? "onePoint" : "one") },
              { value: "all", label: say("all") },
            ]}
            onChange={setCompared}
          />
        </div>
      </div>
      <div className={styles.body}>
        <section className={`${room.card} ${styles.plane}`} aria-label="z">
          <LatentPlane
            latents={evaluation?.latents?.dimensions === latent ? evaluation.latents : undefined}
            labels={info?.labels}
            nameOf={nameOf}
            axes={axes}
            axisNames={axisNames}
            prior
            probe={one ? planeProbe : undefined}
            backdrop={backdrop}
            dimmed={one}
            hint={t("latent.planeHint")}
            zoomLabels={{ in: t("latent.zoomIn"), out: t("latent.zoomOut"), fit: t("latent.fit") }}
            tooltip={(at) => <HeldOutImage index={at} />}
            onHandle={setHandle}
            onRelease={releaseHandle}
            onPick={pick}
          />
          <RunState />
        </section>
        <div className={styles.side}>
          {one ? (
            <OneImage truth={truth} axes={axes} axisNames={axisNames} />
          ) : (
            <AllImages aggregate={aggregate} axes={axes} axisNames={axisNames} />
          )}
        </div>
      </div>
      {one && <Identity truth={truth.answer} />}
    </div>
  );
}

function withQ(
  probe: PlaneProbe,
  q: DiagonalGaussian | undefined,
  [across, up]: readonly [number, number],
): PlaneProbe {
  if (!q) return probe;
  const flat = q.mu.length > 1;
  const pair = (values: readonly number[]) => [values[across] as number, flat ? (values[up] as number) : 0] as const;
  const mu = pair(q.mu);
  return { mu, sigma: pair(q.sigma), z: probe.held ? probe.z : mu, held: probe.held };
}
