import { Undo2 } from "lucide-react";
import { type PointerEvent, useState } from "react";
import type { Turn } from "../components/charts/cloud/project";
import { PixelImage, type PixelImageProps } from "../components/flow/PixelImage";
import { IconButton } from "../components/ui/Button";
import { reading } from "../components/ui/format";
import { Metric } from "../components/ui/Metric";
import { Segmented } from "../components/ui/Segmented";
import { hasLikelihood } from "../engine/experiment";
import { useT } from "../i18n/useT";
import { releaseHandle } from "./actions/probing";
import { OutputCloud } from "./Clouds";
import { lookAtPatch, PatchFocus } from "./codes/PatchFocus";
import styles from "./FlowPanel.module.css";
import { useExperiment, useStore } from "./store";
import { usePoints } from "./usePoints";

const SHOWN = ["mean", "sample"] as const;

export interface XHatProps {
  readonly shape: Pick<PixelImageProps, "width" | "height" | "channels">;
  readonly turn: Turn;
  readonly onTurn: (turn: Turn) => void;
}

/** What the decoder makes of z: x̂, and where that is the mean of p(x|z) also a draw of it. */
export function XHat({ shape, turn, onTurn }: XHatProps) {
  const t = useT();
  const { model } = useExperiment();
  const discrete = model === "vqVae";
  const points = usePoints();
  const probe = useStore((state) => state.probe);
  const held = useStore(({ probing }) => probing.z !== undefined);
  const [wanted, setWanted] = useState<(typeof SHOWN)[number]>("mean");
  const drawn = wanted === "sample" ? probe?.drawn : undefined;
  const shown = drawn ?? probe?.xHat;
  const follows = held ? "flow.followsHandle" : points ? "cloud.follows" : "flow.followsImage";
  return (
    <div className={styles.xHat}>
      {points ? (
        <OutputCloud turn={turn} onTurn={onTurn} xHat={shown} />
      ) : (
        <div
          className={styles.output}
          {...(discrete && {
            onPointerMove: (event) => lookAtPatch(placeIn(event)),
            onPointerLeave: () => lookAtPatch(undefined),
          })}
        >
          <PixelImage
            className={styles.image}
            pixels={shown instanceof Uint8Array ? shown : undefined}
            {...shape}
            label={drawn ? `x, ${t("flow.oneDraw")}` : `x̂, ${t("flow.output")}`}
          />
          {discrete && <PatchFocus />}
        </div>
      )}
      <div className={styles.below}>
        <p className={styles.caption}>
          <span className={styles.symXHat}>{drawn ? "x" : "x̂"}</span> {t(drawn ? "flow.oneDraw" : follows)}
          {!drawn && (
            <span className={styles.invite} title={t("flow.errorHint")}>
              {t("flow.error")}{" "}
              <Metric name="probe-mse" value={probe?.mse ?? ""} text={probe ? reading(probe.mse, 4) : "–"} />
            </span>
          )}
        </p>
        <div className={styles.tools}>
          {hasLikelihood(model) && (
            <div className={styles.shows}>
              <Segmented
                label={t("flow.shows")}
                value={wanted}
                options={SHOWN.map((value) => ({ value, label: t(`flow.${value}`) }))}
                onChange={setWanted}
              />
            </div>
          )}
          <IconButton label={t(points ? "cloud.release" : "flow.release")} disabled={!held} onClick={releaseHandle}>
            <Undo2 size={16} />
          </IconButton>
        </div>
      </div>
    </div>
  );
}

function placeIn({ currentTarget, clientX, clientY }: PointerEvent): { x: number; y: number } {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}
