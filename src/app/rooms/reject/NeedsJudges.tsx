import { Button } from "../../../components/ui/Button";
import { Progress } from "../../../components/ui/Progress";
import styles from "./Reject.module.css";
import { useRejectT } from "./texts";
import type { JudgesState } from "./useJudges";

/** Before there is anything to reject by: why two classifiers are needed, and the way to them. */
export function NeedsJudges({ progress, failed, train, cancel }: JudgesState) {
  const t = useRejectT();
  return (
    <div className={styles.needs}>
      <p className={styles.missing}>{t("judges.title")}</p>
      <p>{t("judges.why")}</p>
      {failed && <p role="alert">{t("judges.failed")}</p>}
      <div className={styles.way}>
        {progress === undefined ? (
          <Button variant="solid" onClick={train}>
            {t("judges.train")}
          </Button>
        ) : (
          <Progress
            done={progress}
            total={1}
            text={t("judges.training", { percent: String(Math.floor(100 * progress)) })}
            cancel={t("judges.cancel")}
            onCancel={cancel}
          />
        )}
      </div>
    </div>
  );
}
