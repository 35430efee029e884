import { Button } from "../components/ui/Button";
import { definitionOf } from "../engine/data/registry";
import { useT } from "../i18n/useT";
import { setExperiment } from "./actions/experiments";
import { setRoom } from "./actions/page";
import styles from "./LeftOutClass.module.css";
import { useExperiment, useStore } from "./store";
import { useClassName } from "./useClassName";

/** Which class is left out of training: "train without 7, then draw one". */
export function LeftOutClass() {
  const t = useT();
  const { dataset, without } = useExperiment();
  const summary = useStore(({ run, own }) => run.info?.dataset ?? (run.experiment.dataset === "own" ? own : undefined));
  const nameOf = useClassName();
  const definition = definitionOf(dataset);
  // While a run gets ready, the classes are known from elsewhere: the select must not close under the hand.
  const classes = summary?.classes ?? (definition && "classes" in definition ? definition.classes : 0);
  const count = Math.max(classes, without === "none" ? 0 : without + 1);
  return (
    <>
      <label className={styles.row} title={t("knobs.withoutHint")}>
        {t("knobs.without")}
        <select
          value={without}
          disabled={summary !== undefined && classes < 2}
          onChange={({ target: { value } }) => setExperiment({ without: value === "none" ? "none" : Number(value) })}
        >
          <option value="none">{t("knobs.withoutNone")}</option>
          {Array.from({ length: count }, (_, label) => (
            <option key={nameOf(label)} value={label}>
              {nameOf(label)}
            </option>
          ))}
        </select>
      </label>
      {without !== "none" && (
        <Button className={styles.see} variant="quiet" onClick={() => setRoom("uses")}>
          {t("knobs.withoutSee")}
        </Button>
      )}
    </>
  );
}
