import { useMemo } from "react";
import { LatentPlane } from "../../../components/charts/plane/LatentPlane";
import { Formula } from "../../../components/ui/Formula";
import { count, reading } from "../../../components/ui/format";
import { Heading } from "../../../components/ui/Heading";
import { Metric } from "../../../components/ui/Metric";
import { useT } from "../../../i18n/useT";
import { AxisPicker } from "../../AxisPicker";
import { probeImage } from "../../actions/probing";
import { HeldOutImage } from "../../HeldOutImage";
import { RunState } from "../../RunState";
import { useExperiment, useStore } from "../../store";
import { useAxes } from "../../useAxes";
import { useClassName } from "../../useClassName";
import styles from "./ShiftPlane.module.css";
import { MOST_ARROWS, shiftArrows } from "./shiftArrows";
import { useDenoiseT } from "./texts";
import type { Measured } from "./useMeasured";

/** z(x) → z(x̃) in the latent plane, and how far that is for the codes there are. */
export function ShiftPlane({ effect, rival }: Measured) {
  const t = useT();
  const say = useDenoiseT();
  const { latent, model } = useExperiment();
  const labels = useStore(({ run }) => run.info?.labels);
  const evaluation = useStore(({ run }) => run.evaluation);
  const { axes, axisNames, setAxes } = useAxes(latent);
  const nameOf = useClassName();
  const fits = effect?.dimensions === latent;
  const arrows = useMemo(() => (fits ? shiftArrows(effect, axes, labels) : undefined), [fits, effect, axes, labels]);
  return (
    <section className={styles.shift} aria-label={say("shift")}>
      <Heading aside={latent > 2 && <AxisPicker latent={latent} axes={axes} onChange={setAxes} />}>
        {say("shift")}
      </Heading>
      <div className={styles.plane}>
        <LatentPlane
          latents={evaluation?.latents?.dimensions === latent ? evaluation.latents : undefined}
          labels={labels}
          nameOf={nameOf}
          axes={axes}
          axisNames={axisNames}
          prior={model === "vae"}
          probe={undefined}
          overlay={arrows}
          dimmed
          hint={say("shiftHint", { count: count(Math.min(MOST_ARROWS, effect?.count ?? 0)) })}
          zoomLabels={{ in: t("latent.zoomIn"), out: t("latent.zoomOut"), fit: t("latent.fit") }}
          tooltip={(at) => <HeldOutImage index={at} />}
          onHandle={nothing}
          onRelease={nothing}
          onPick={pick}
        />
        <RunState />
      </div>
      <p className={styles.number}>
        <Formula
          tex="\overline{\lVert \z(\xtilde) - \z(\x) \rVert} \,/\, \mathrm{sd}(\z)"
          label={say("shiftFormula")}
        />{" "}
        ={" "}
        <b>
          {<Metric name="latent-shift" value={effect?.relative ?? ""} text={effect ? reading(effect.relative) : "–"} />}
        </b>
        {rival && (
          <span>
            {say("beside", { model: t(`model.${rival.model}`) })}{" "}
            <Metric name="rival-shift" value={rival.effect.relative} text={reading(rival.effect.relative)} />
          </span>
        )}
      </p>
    </section>
  );
}

const pick = (index: number) => probeImage({ index });
/** Nothing is held in this plane. */
const nothing = () => {};
