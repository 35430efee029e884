import { ImagePlus } from "lucide-react";
import { useId, useState } from "react";
import { isBlank } from "../components/flow/sheet";
import { IconButton } from "../components/ui/Button";
import { count } from "../components/ui/format";
import type { ImageShape } from "../engine/data/dataset";
import { LONGEST_LABEL, MOST_DRAWINGS } from "../engine/data/drawings/drawing";
import { useT } from "../i18n/useT";
import styles from "./KeepForm.module.css";
import type { PadDrawing } from "./pad";
import { useStore } from "./store";
import { keepDrawing } from "./tray";
import { useClassName } from "./useClassName";

export interface KeepFormProps {
  readonly drawing: PadDrawing | undefined;
  readonly shape: ImageShape;
}

/** Keeps the drawing as the model sees it, under a label: one of the classes, or any other word. */
export function KeepForm({ drawing, shape }: KeepFormProps) {
  const t = useT();
  const id = useId();
  const [label, setLabel] = useState("");
  const classes = useStore(({ run }) => run.info?.dataset.classes ?? 0);
  const isFull = useStore(({ drawings }) => drawings.length >= MOST_DRAWINGS);
  const nameOf = useClassName();
  const canKeep = drawing !== undefined && !isFull && !isBlank(drawing.x, shape);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const { width, height, channels } = shape;
        if (canKeep)
          void keepDrawing({ width, height, channels, pixels: drawing.x, label: label.trim() }, t("tray.title"));
      }}
    >
      <input
        value={label}
        list={id}
        maxLength={LONGEST_LABEL}
        placeholder={t("tray.label")}
        aria-label={t("tray.labelHint")}
        title={t("tray.labelHint")}
        onChange={(event) => setLabel(event.target.value)}
      />
      <datalist id={id}>
        {Array.from({ length: classes }, (_, at) => (
          <option key={nameOf(at)} value={nameOf(at)} />
        ))}
      </datalist>
      <IconButton
        type="submit"
        className={styles.keep}
        label={isFull ? t("tray.full", { most: count(MOST_DRAWINGS) }) : t("tray.keep")}
        disabled={!canKeep}
      >
        <ImagePlus size={15} />
      </IconButton>
    </form>
  );
}
