import { fixed } from "../components/ui/format";
import { useT } from "../i18n/useT";
import { setCarry } from "./actions/experiments";
import styles from "./CarryOver.module.css";
import { useStore } from "./store";

/** Whether the next model starts from what this one has learned; and how much of this one did. */
export function CarryOver() {
  const t = useT();
  const carry = useStore((state) => state.carry);
  const info = useStore(({ run }) => run.info);
  const percent = info?.adopted ? fixed(0)((100 * info.adopted) / info.parameters) : undefined;
  return (
    <div className={styles.carry}>
      <label className={styles.switch} title={t("carry.hint")}>
        <input type="checkbox" checked={carry} onChange={(event) => setCarry(event.target.checked)} />
        {t("carry.label")}
      </label>
      <small className={styles.kept} role="status">
        {percent ? t("carry.kept", { percent }) : "\u00a0"}
      </small>
    </div>
  );
}
