import { useState } from "react";
import { PixelImage } from "../components/flow/PixelImage";
import { useT } from "../i18n/useT";
import { lookAtPatch, PatchFocus } from "./codes/PatchFocus";
import flow from "./FlowPanel.module.css";
import styles from "./InputImage.module.css";
import { KeepForm } from "./KeepForm";
import { NoisyInput } from "./NoisyInput";
import { PadTools } from "./PadTools";
import { centresDrawings, drawingOf } from "./pad";
import { FIRST_PEN, RunPad } from "./RunPad";
import { shapeOf } from "./shape";
import { useExperiment, useStore } from "./store";

export interface InputImageProps {
  /** What x is: a held-out image, a drawing. */
  readonly caption: string;
  /** What else can be done with the image. */
  readonly tools: React.ReactNode;
}

/** x as an image: drawn on, centred as the model knows images, and kept. */
export function InputImage({ caption, tools }: InputImageProps) {
  const t = useT();
  const info = useStore(({ run }) => run.info);
  const probe = useStore((state) => state.probe);
  const drawing = useStore(drawingOf);
  const centres = useStore(centresDrawings);
  const discrete = useExperiment().model === "vqVae";
  const [pen, setPen] = useState(FIRST_PEN);
  const shape = shapeOf(info);
  const picture = probe?.x instanceof Uint8Array ? probe.x : undefined;
  const isCentred = drawing?.onPaper && centres;
  return (
    <>
      <RunPad
        picture={picture}
        pen={pen}
        label={`x, ${t("flow.input")}: ${caption}`}
        over={discrete && <PatchFocus />}
        onPlace={discrete ? lookAtPatch : undefined}
      />
      <div className={flow.below}>
        <NoisyInput />
        <div className={`${flow.caption} ${styles.caption}`}>
          {isCentred && (
            <span className={styles.seen}>
              <PixelImage pixels={drawing.x} {...shape} label={t("pad.seen")} />
            </span>
          )}
          <p>
            <span className={flow.symX}>x</span> {caption}
            <span className={flow.invite}>{t(isCentred ? "pad.centred" : "flow.draw")}</span>
          </p>
        </div>
        <div className={flow.tools}>
          <PadTools pen={pen} onPen={setPen} />
          <div className={styles.tools}>
            <KeepForm drawing={drawing} shape={shape} />
            {tools}
          </div>
        </div>
      </div>
    </>
  );
}
