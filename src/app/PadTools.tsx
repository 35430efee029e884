import { Eraser, Focus, Redo2, Undo2 } from "lucide-react";
import { PenWidth } from "../components/flow/PenWidth";
import { canRedo, canUndo } from "../components/flow/sketch";
import { IconButton } from "../components/ui/Button";
import { useT } from "../i18n/useT";
import styles from "./PadTools.module.css";
import { centresDrawings, clearPad, drawingOf, redoStroke, setCentres, undoStroke } from "./pad";
import { useStore } from "./store";

export interface PadToolsProps {
  readonly pen: number;
  readonly onPen: (pen: number) => void;
}

/** What can be done with the drawing on the pad. */
export function PadTools({ pen, onPen }: PadToolsProps) {
  const t = useT();
  const sketch = useStore((state) => drawingOf(state)?.sketch);
  const centres = useStore(centresDrawings);
  return (
    <>
      <PenWidth label={t("pad.pen")} value={pen} onChange={onPen} />
      <div className={styles.buttons}>
        <IconButton
          className={styles.tool}
          label={t("pad.centre")}
          aria-pressed={centres}
          onClick={() => setCentres(!centres)}
        >
          <Focus size={15} />
        </IconButton>
        <IconButton
          className={styles.tool}
          label={t("pad.undo")}
          disabled={!sketch || !canUndo(sketch)}
          onClick={undoStroke}
        >
          <Undo2 size={15} />
        </IconButton>
        <IconButton
          className={styles.tool}
          label={t("pad.redo")}
          disabled={!sketch || !canRedo(sketch)}
          onClick={redoStroke}
        >
          <Redo2 size={15} />
        </IconButton>
        <IconButton className={styles.tool} label={t("flow.clear")} onClick={clearPad}>
          <Eraser size={15} />
        </IconButton>
      </div>
    </>
  );
}
