import { type ReactNode, useState } from "react";
import { CloudView } from "../../../components/charts/cloud/CloudView";
import { FIRST_TURN } from "../../../components/charts/cloud/project";
import { DimensionBars } from "../../../components/charts/DimensionBars";
import { LatentPlane } from "../../../components/charts/plane/LatentPlane";
import { PixelImage } from "../../../components/flow/PixelImage";
import { reading } from "../../../components/ui/format";
import { Metric } from "../../../components/ui/Metric";
import { isPointSummary } from "../../../engine/data/samples";
import { useT } from "../../../i18n/useT";
import { HeldOutImage } from "../../HeldOutImage";
import type { Run } from "../../run";
import { shapeOf } from "../../shape";
import { useClassName } from "../../useClassName";
import room from "../room.module.css";
import styles from "./Race.module.css";
import { useRaceT } from "./raceTexts";

export interface RaceSideProps {
  readonly name: "A" | "B";
  readonly run: Run | undefined;
  /** KL of each of its latent dimensions, nats, and what a full bar is: the same for both. */
  readonly kl: ArrayLike<number>;
  readonly fullKl: number;
  /** Its β. */
  readonly children: ReactNode;
}

/** So many held-out images are shown. */
const SHOWN = 8;
const AXES: readonly [number, number] = [0, 1];
const NAMES: readonly [string, string] = ["z1", "z2"];
const nothing = () => {};

/** One of the two that race: its β, its latent plane, the KL of each dimension, and what it rebuilds. */
export function RaceSide({ name, run, kl, fullKl, children }: RaceSideProps) {
  const t = useT();
  const r = useRaceT();
  const nameOf = useClassName();
  const evaluation = run?.evaluation;
  const latents = evaluation?.latents;
  const latent = run?.experiment.latent ?? 2;
  const term = (id: string) => evaluation?.losses[1 + (run?.terms.indexOf(id) ?? -1)];
  const [reconstruction, ofKl] = [term("reconstruction"), term("kl")];
  return (
    <section className={`${room.card} ${styles.side}`} aria-label={name}>
      {children}
      <div className={styles.plane}>
        <LatentPlane
          latents={latents?.dimensions === latent ? latents : undefined}
          labels={run?.info?.labels}
          nameOf={nameOf}
          axes={latent > 1 ? AXES : [0, 0]}
          axisNames={latent > 1 ? NAMES : ["z1", ""]}
          prior
          probe={undefined}
          hint={r("plane", { name })}
          zoomLabels={{ in: t("latent.zoomIn"), out: t("latent.zoomOut"), fit: t("latent.fit") }}
          tooltip={(index) => <HeldOutImage index={index} />}
          onHandle={nothing}
          onRelease={nothing}
          onPick={nothing}
        />
      </div>
      <DimensionBars label={r("bars", { name })} values={kl} colour="var(--sigma)" fullAtLeast={fullKl} />
      <Rebuilt name={name} run={run} />
      <p className={styles.readings}>
        {t("evidence.reconstruction")}{" "}
        <b>
          <Metric name={`race-${name}-reconstruction`} value={reconstruction ?? ""} text={show(reconstruction)} />
        </b>{" "}
        · KL{" "}
        <b>
          <Metric name={`race-${name}-kl`} value={ofKl ?? ""} text={show(ofKl)} />
        </b>
      </p>
    </section>
  );
}

const show = (value: number | undefined) => (value === undefined ? "–" : reading(value));

function Rebuilt({ name, run }: Pick<RaceSideProps, "name" | "run">) {
  const r = useRaceT();
  const [turn, setTurn] = useState(FIRST_TURN);
  const info = run?.info;
  const label = r("strip", { name });
  if (isPointSummary(info?.dataset)) {
    return (
      <div className={styles.cloud}>
        <CloudView
          dimensions={info.dataset.dimensions}
          points={info.cloud}
          labels={info.labels}
          rebuilt={run?.cloud}
          turn={turn}
          onTurn={setTurn}
          label={label}
          hint=""
        />
      </div>
    );
  }
  const shape = shapeOf(info);
  const some = SHOWN * shape.width * shape.height * shape.channels;
  return (
    <div className={styles.strip}>
      <PixelImage pixels={info?.strip.subarray(0, some)} {...shape} columns={SHOWN} square label="" />
      <PixelImage pixels={run?.strip?.subarray(0, some)} {...shape} columns={SHOWN} square label={label} />
    </div>
  );
}
