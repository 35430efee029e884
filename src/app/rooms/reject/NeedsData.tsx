import { Button } from "../../../components/ui/Button";
import { isPointSummary } from "../../../engine/data/samples";
import { chooseData } from "../../actions/data";
import { useStore } from "../../store";
import styles from "./Reject.module.css";
import { useRejectT } from "./texts";

/** What is missing in data that have nothing to reject, and data that have it; else the room. */
export function NeedsData({ children }: { readonly children: React.ReactNode }) {
  const t = useRejectT();
  const dataset = useStore(({ run }) => run.info?.dataset);
  if (!dataset) return children;
  const missing = isPointSummary(dataset)
    ? "points"
    : dataset.classes === 0
      ? "labels"
      : dataset.classes === 1
        ? "oneClass"
        : undefined;
  if (!missing) return children;
  return (
    <div className={styles.needs}>
      <p className={styles.missing}>{t(`needs.${missing}`)}</p>
      <p>{t(`needs.${missing}Why`)}</p>
      <Button variant="solid" onClick={() => void chooseData({ dataset: "digits" })}>
        {t("needs.offer")}
      </Button>
    </div>
  );
}
