import { Eraser, Undo2, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { CloudPad } from "../components/charts/cloud/CloudPad";
import { cloudOf, type Stroke } from "../components/charts/cloud/strokes";
import { Button, IconButton } from "../components/ui/Button";
import { useT } from "../i18n/useT";
import styles from "./CloudDrawing.module.css";
import { trainOnDrawn } from "./controller";

export interface CloudDrawingProps {
  readonly strokes: readonly Stroke[];
  readonly onStrokes: (strokes: readonly Stroke[]) => void;
  readonly onClose: () => void;
}

/** A sheet to draw a cloud of points on, and to train on it. */
export function CloudDrawing({ strokes: before, onStrokes, onClose }: CloudDrawingProps) {
  const t = useT();
  const dialog = useRef<HTMLDialogElement>(null);
  const [strokes, setStrokes] = useState(before);
  useEffect(() => dialog.current?.showModal(), []);
  const train = () => {
    onStrokes(strokes);
    trainOnDrawn(cloudOf(strokes));
    onClose();
  };
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={t("cloud.draw")}
      onClose={onClose}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={styles.body}>
        <header className={styles.header}>
          <h2 className={styles.title}>{t("cloud.draw")}</h2>
          <IconButton label={t("header.close")} onClick={onClose}>
            <X size={18} />
          </IconButton>
        </header>
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
      </div>
    </dialog>
  );
}
