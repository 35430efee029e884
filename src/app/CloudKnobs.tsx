import { Pencil } from "lucide-react";
import { useCallback, useState } from "react";
import type { Stroke } from "../components/charts/cloud/strokes";
import { KnobSlider } from "../components/controls/KnobSlider";
import { Modal } from "../components/ui/Modal";
import { SHAPES } from "../engine/experiment";
import { KNOBS } from "../engine/knobs";
import { useT } from "../i18n/useT";
import { setExperiment, setKnob } from "./actions/experiments";
import styles from "./CloudKnobs.module.css";
import { late } from "./late";
import { useExperiment } from "./store";
import { useShapeName } from "./useDataName";

const CloudDrawing = late(async () => (await import("./CloudDrawing")).CloudDrawing);

/** Which shape the points lie on, a drawn one perhaps, and how far they stray from it. */
export function CloudKnobs() {
  const t = useT();
  const nameOf = useShapeName();
  const { shape, noise } = useExperiment();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [drawing, setDrawing] = useState(false);
  const close = useCallback(() => setDrawing(false), []);
  return (
    <div className={styles.knobs}>
      <fieldset className={styles.shapes}>
        <legend className="visually-hidden">{t("knobs.shape")}</legend>
        {SHAPES.map((id) => (
          <label key={id} className={styles.shape}>
            <input
              className="visually-hidden"
              type="radio"
              name="shape"
              checked={id === shape}
              onChange={() => setExperiment({ shape: id })}
            />
            <span>{nameOf(id)}</span>
          </label>
        ))}
        <button
          type="button"
          className={styles.draw}
          aria-haspopup="dialog"
          aria-pressed={shape === "drawn"}
          onClick={() => setDrawing(true)}
        >
          <Pencil size={13} aria-hidden="true" />
          {t("cloud.draw")}
        </button>
      </fieldset>
      {drawing && (
        <Modal className={styles.dialog} title={t("cloud.draw")} closeLabel={t("header.close")} onClose={close}>
          <CloudDrawing strokes={strokes} onStrokes={setStrokes} onTrain={close} />
        </Modal>
      )}
      <KnobSlider
        label={t("knobs.noise")}
        knob={KNOBS.noise}
        value={noise}
        onChange={(value) => setKnob("noise", value)}
        liveLabel={t("knobs.live")}
        hint={t("knobs.structural")}
        exactLabel={t("knobs.exact", { knob: t("knobs.noise") })}
      />
    </div>
  );
}
