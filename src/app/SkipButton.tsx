import { useT } from "../i18n/useT";
import styles from "./SkipButton.module.css";

/** The first stop of the Tab key: past the header and the knobs, to the rooms. A link would change the address. */
export function SkipButton() {
  const t = useT();
  return (
    <button type="button" className={styles.skip} onClick={() => document.querySelector("main")?.focus()}>
      {t("app.skip")}
    </button>
  );
}
