import { useState } from "react";
import { CloudView } from "../../../components/charts/cloud/CloudView";
import { FIRST_TURN } from "../../../components/charts/cloud/project";
import { Button } from "../../../components/ui/Button";
import { Formula } from "../../../components/ui/Formula";
import { count, reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { isPointSummary } from "../../../engine/data/samples";
import { drawNoise, probeImage } from "../../actions/probing";
import { RunState } from "../../RunState";
import { useStore } from "../../store";
import room from "../room.module.css";
import styles from "./DenoiseRoom.module.css";
import { ErrorBars } from "./ErrorBars";
import field from "./PointField.module.css";
import { ShiftPlane } from "./ShiftPlane";
import { useDenoiseT } from "./texts";
import { useField } from "./useField";
import type { Measured } from "./useMeasured";
import type { NoiseControl } from "./useNoise";
import { useWalk } from "./useWalk";

/** Points: the field of the model's corrections, and noisy points that walk along it. */
export function PointField({ noise, measured }: { readonly noise: NoiseControl; readonly measured: Measured }) {
  const say = useDenoiseT();
  const info = useStore(({ run }) => run.info);
  const x = useStore(({ probe }) => probe?.x);
  const [turn, setTurn] = useState(FIRST_TURN);
  const dimensions = isPointSummary(info?.dataset) ? info.dataset.dimensions : 2;
  const { walk, running, apply, toggle } = useWalk(noise);
  const { arrows, path } = useField(walk?.positions);
  return (
    <>
      <div className={styles.body}>
        <section className={`${room.card} ${field.field}`} aria-label={say("field")}>
          <div className={field.plane}>
            <CloudView
              dimensions={dimensions}
              points={info?.cloud}
              arrows={arrows}
              walkers={walk?.positions}
              path={path}
              x={dimensions === 2 ? x : undefined}
              turn={turn}
              onTurn={setTurn}
              onPoint={(point) => probeImage({ point })}
              label={say("field")}
              hint={say(dimensions === 2 ? "fieldHint" : "fieldHint3")}
            />
            <RunState />
          </div>
          <p className={field.formula}>
            <Formula tex="\xhat - \x = r(\x) - \x" label={say("fieldFormula")} />
          </p>
        </section>
        <div className={`${styles.side} ${field.side}`}>
          <ShiftPlane {...measured} />
          <ErrorBars {...measured} />
        </div>
      </div>
      <div className={field.walk}>
        <Button onClick={drawNoise} disabled={!info}>
          {say("scatter")}
        </Button>
        <Button onClick={() => void apply()} disabled={!walk || running}>
          {say("once")}
        </Button>
        <Button variant="solid" onClick={toggle} disabled={!walk} aria-pressed={running}>
          {say(running ? "stop" : "again")}
        </Button>
        <p>
          <b data-metric="passes" data-value={walk?.passes ?? 0}>
            {say("passes", { passes: count(walk?.passes ?? 0) })}
          </b>
          <span>
            {say("distance")}: {say("distanceBefore")}{" "}
            <Metric name="distance-before" value={walk?.before ?? ""} text={walk ? reading(walk.before, 3) : "–"} /> →{" "}
            {say("distanceNow")}{" "}
            <Metric name="distance-now" value={walk?.now ?? ""} text={walk ? reading(walk.now, 3) : "–"} />
          </span>
        </p>
      </div>
    </>
  );
}
