import { Button } from "../components/ui/Button";
import { fixed } from "../components/ui/format";
import { definitionOf } from "../engine/data/registry";
import { useT } from "../i18n/useT";
import { cancelData } from "./actions/data";
import styles from "./PreparingStatus.module.css";
import { useStore } from "./store";

/** How far the data set is that is fetched or drawn beside the run, and a way to stop it. */
export function PreparingStatus() {
  const t = useT();
  const preparing = useStore((state) => state.preparing);
  if (!preparing) return null;
  const { dataset, done, total } = preparing;
  const percent = fixed(0)((100 * done) / Math.max(1, total));
  const text = t(definitionOf(dataset)?.kind === "generated" ? "data.drawing" : "data.fetching", { percent });
  return (
    <div className={styles.preparing} role="status">
      <progress value={total > 0 ? done : undefined} max={Math.max(1, total)} aria-label={text} />
      <span>{text}</span>
      <Button onClick={cancelData}>{t("data.cancel")}</Button>
    </div>
  );
}
