import { Eraser, Undo2 } from "lucide-react";
import { useState } from "react";
import { CloudPad } from "../components/charts/cloud/CloudPad";
import { cloudOf, type Stroke } from "../components/charts/cloud/strokes";
import { Button } from "../components/ui/Button";
import { useT } from "../i18n/useT";
import { trainOnDrawn } from "./actions/data";
import styles from "./CloudDrawing.module.css";

export interface CloudDrawingProps {
  readonly strokes: readonly Stroke[];
  readonly onStrokes: (strokes: readonly Stroke[]) => void;
  readonly onTrain: () => void;
}

/** A sheet to draw a cloud of points on, and to train on it. */
export function CloudDrawing({ strokes: before, onStrokes, onTrain }: CloudDrawingProps) {
  const t = useT();
  const [strokes, setStrokes] = useState(before);
  const train = () => {
    onStrokes(strokes);
    trainOnDrawn(cloudOf(strokes));
    onTrain();
  };
  return (
    <>
      <div className={styles.sheet}>
        <CloudPad strokes={strokes} onDraw={setStrokes} label={`${t("cloud.draw")}. ${t("cloud.drawHint")}`} />
      </div>
      <p className={styles.hint}>{t("cloud.drawHint")}</p>
      <div className={styles.tools}>
        <Button disabled={strokes.length === 0} onClick={() => setStrokes(strokes.slice(0, -1))}>
          <Undo2 size={15} aria-hidden="true" />
          {t("cloud.undo")}
        </Button>
        <Button disabled={strokes.length === 0} onClick={() => setStrokes([])}>
          <Eraser size={15} aria-hidden="true" />
          {t("flow.clear")}
        </Button>
        <Button variant="solid" className={styles.train} disabled={strokes.length === 0} onClick={train}>
          {t("cloud.train")}
        </Button>
      </div>
    </>
  );
}
