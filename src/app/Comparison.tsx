import { count } from "../components/ui/format";
import { type Experiment, isRelevant } from "../engine/experiment";
import { useT } from "../i18n/useT";
import styles from "./Comparison.module.css";
import type { Run } from "./run";
import { atCommonStep } from "./series";
import { useFieldText } from "./useFieldText";

export interface ComparisonProps {
  readonly before: Run;
  readonly now: Run;
  readonly changed: readonly (keyof Experiment)[];
  /** Whether the two losses are in the same unit, on the same images. */
  readonly comparable: boolean;
  readonly format: (value: number) => string;
}

/** What was changed since the run before, and what it did to the held-out loss by the same step. */
export function Comparison({ before, now, changed, comparable, format }: ComparisonProps) {
  const t = useT();
  const { name, value } = useFieldText();
  /** A model may not have what the other one has: an autoencoder has no β. */
  const said = (key: keyof Experiment, { experiment }: Run) =>
    key === "without" || isRelevant(key, experiment) ? value(key, experiment) : "–";
  return (
    <>
      <ul className={styles.changes}>
        {changed.length === 0 && <li>{t("evidence.sameSettings")}</li>}
        {before.turned && <li>{t("evidence.turnedBefore")}</li>}
        {now.turned && <li>{t("evidence.turnedNow")}</li>}
        {before.carried !== now.carried && <li>{t(now.carried ? "evidence.carriedNow" : "evidence.carriedBefore")}</li>}
        {changed.map((key) => (
          <li key={key}>
            {name(key)} <span>{said(key, before)}</span> → <b>{said(key, now)}</b>
          </li>
        ))}
      </ul>
      <p className={styles.verdict}>
        {comparable ? <Verdict before={before} now={now} format={format} /> : t("evidence.incomparable")}
      </p>
    </>
  );
}

function Verdict({ before, now, format }: Pick<ComparisonProps, "before" | "now" | "format">) {
  const t = useT();
  const common = atCommonStep(before.heldOut, now.heldOut);
  if (!common) return "\u00a0";
  const difference = common.now - common.before;
  const said = { difference: format(Math.abs(difference)), step: count(common.step) };
  if (said.difference === format(0)) return t("evidence.compareSame", { step: said.step });
  return (
    <span className={difference < 0 ? styles.better : ""}>
      {t(difference < 0 ? "evidence.compareBetter" : "evidence.compareWorse", said)}
    </span>
  );
}
