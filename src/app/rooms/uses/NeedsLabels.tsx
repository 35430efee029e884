import { Button } from "../../../components/ui/Button";
import { chooseData } from "../../actions/data";
import { useUsesT } from "./texts";
import styles from "./Uses.module.css";

/** What is missing where the data have no classes, and data that have them. */
export function NeedsLabels({ why }: { readonly why: string }) {
  const t = useUsesT();
  return (
    <div className={styles.needs}>
      <p className={styles.missing}>{t("labels.missing")}</p>
      <p>{why}</p>
      <Button variant="solid" onClick={() => chooseData({ dataset: "digits" })}>
        {t("labels.offer")}
      </Button>
    </div>
  );
}
