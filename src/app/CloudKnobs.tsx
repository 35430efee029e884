import { KnobSlider } from "../components/controls/KnobSlider";
import { definitionOf } from "../engine/data/registry";
import { KNOBS, SHAPES } from "../engine/experiment";
import { useT } from "../i18n/useT";
import styles from "./CloudKnobs.module.css";
import { setExperiment, setKnob } from "./controller";
import { useExperiment, useStore } from "./store";

/** Which shape the points lie on, and how far they stray from it. */
export function CloudKnobs() {
  const t = useT();
  const locale = useStore((state) => state.locale);
  const { dataset, shape, noise } = useExperiment();
  const definition = definitionOf(dataset);
  if (definition?.kind !== "points") return null;
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
            <span>{definition.shapes[id][locale]}</span>
          </label>
        ))}
      </fieldset>
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
