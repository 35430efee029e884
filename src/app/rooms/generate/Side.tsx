import { useMemo } from "react";
import { CloudView } from "../../../components/charts/cloud/CloudView";
import type { Turn } from "../../../components/charts/cloud/project";
import type { Backdrop, PlaneProbe } from "../../../components/charts/plane/draw";
import { LatentPlane } from "../../../components/charts/plane/LatentPlane";
import type { Box } from "../../../components/charts/plane/paint";
import { PixelImage } from "../../../components/flow/PixelImage";
import { vector, zName } from "../../../components/ui/format";
import { isPointSummary } from "../../../engine/data/samples";
import type { ModelId } from "../../../engine/knobs";
import { useT } from "../../../i18n/useT";
import type { Decoded, Quality } from "../../../workers/rooms/generate";
import { HeldOutImage } from "../../HeldOutImage";
import type { Run } from "../../run";
import { shapeOf } from "../../shape";
import { useClassName } from "../../useClassName";
import room from "../room.module.css";
import styles from "./Generate.module.css";
import { Qualities } from "./Qualities";
import { useGenerateT } from "./texts";

export interface SideProps {
  readonly model: ModelId;
  readonly run: Run | undefined;
  readonly axes: readonly [number, number];
  /** The place that both decoders decode: where the mouse is over either plane, or else where the handle is. */
  readonly place: readonly [number, number];
  /** Where this plane shows its handle: it stays where it is while the mouse looks around here. */
  readonly handle: readonly [number, number];
  readonly backdrop: Backdrop | undefined;
  /** The prior and what is drawn of it, over the points. */
  readonly overlay: Backdrop;
  readonly samples: (Decoded & Quality) | undefined;
  readonly here: Decoded | undefined;
  /** What real data measure. */
  readonly real: Quality | undefined;
  readonly turn: Turn;
  readonly onTurn: (turn: Turn) => void;
  readonly onHandle: (place: readonly [number, number]) => void;
  readonly onHover: (over: ModelId, at: readonly [number, number] | undefined) => void;
  readonly onView: (box: Box) => void;
}

const COLUMNS = 8;

/** One of the two models: its latent plane, what a place of it is decoded to, and samples of the prior. */
export function Side(props: SideProps) {
  const {
    model,
    run,
    axes,
    place,
    handle,
    backdrop,
    samples,
    here,
    real,
    overlay,
    turn,
    onTurn,
    onHandle,
    onHover,
    onView,
  } = props;
  const t = useT();
  const g = useGenerateT();
  const nameOf = useClassName();
  const latents = run?.evaluation?.latents;
  const info = run?.info;
  const latent = run?.experiment.latent ?? 2;
  const name = t(`model.${model}`);
  const shape = shapeOf(info);
  const names = useMemo(
    (): readonly [string, string] => [zName(axes[0]), latent > 1 ? zName(axes[1]) : ""],
    [axes, latent],
  );
  const probe = useMemo(
    (): PlaneProbe => ({ mu: handle, z: [handle[0], latent > 1 ? handle[1] : 0], held: true }),
    [handle, latent],
  );
  const pick = (index: number) => {
    const at = (d: number) => latents?.mu[index * latents.dimensions + d] ?? 0;
    onHandle([at(axes[0]), latent > 1 ? at(axes[1]) : 0]);
  };
  const cloud = isPointSummary(info?.dataset) ? info.dataset.dimensions : undefined;
  return (
    <section className={`${room.card} ${styles.side}`} aria-label={name}>
      <h2 className={styles.name}>{name}</h2>
      <div className={styles.plane}>
        <LatentPlane
          latents={latents?.dimensions === latent ? latents : undefined}
          labels={info?.labels}
          nameOf={nameOf}
          axes={axes}
          axisNames={names}
          prior
          probe={probe}
          backdrop={backdrop}
          overlay={overlay}
          hint={`${name}. ${g("planeHint")}`}
          zoomLabels={{ in: t("latent.zoomIn"), out: t("latent.zoomOut"), fit: t("latent.fit") }}
          tooltip={(index) => <HeldOutImage index={index} />}
          onHandle={onHandle}
          onRelease={() => onHandle([0, 0])}
          onPick={pick}
          onPlace={(at) => onHover(model, at)}
          onView={onView}
        />
      </div>
      <div className={styles.outputs}>
        <figure className={styles.here}>
          {cloud ? (
            <p className={styles.point}>{here?.positions ? vector(here.positions, 3) : "–"}</p>
          ) : (
            <div className={styles.hereImage}>
              <PixelImage pixels={here?.pixels} {...shape} label={g("decodedHere", { model: name })} />
            </div>
          )}
          <figcaption>
            x̂ {g("here")}
            <span className={styles.z}>{vector(latent > 1 ? place : [place[0]])}</span>
          </figcaption>
        </figure>
        {cloud ? (
          <div className={styles.cloud}>
            <CloudView
              dimensions={cloud}
              points={info?.cloud}
              rebuilt={samples?.positions}
              x={here?.positions}
              turn={turn}
              onTurn={onTurn}
              label={g("samples", { model: name })}
              hint={t("cloud.turnHint")}
            />
          </div>
        ) : (
          <div className={styles.grid}>
            <PixelImage
              className={styles.gridImage}
              pixels={samples?.pixels}
              {...shape}
              columns={COLUMNS}
              label={g("samples", { model: name })}
            />
          </div>
        )}
      </div>
      <Qualities model={model} quality={samples} real={real} />
    </section>
  );
}
