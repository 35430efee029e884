import { Button } from "../../../components/ui/Button";
import { Progress } from "../../../components/ui/Progress";
import { useUsesT } from "./texts";
import styles from "./Uses.module.css";

export interface BaselinesProps {
  /** How far each is, in [0, 1]; undefined when it is there. */
  readonly parts: readonly (number | undefined)[];
  readonly stopped: boolean;
  readonly onStop: () => void;
  readonly onGo: () => void;
}

/** What is measured once beside the model: how far it is, and the way out of it. */
export function Baselines({ parts, stopped, onStop, onGo }: BaselinesProps) {
  const t = useUsesT();
  if (stopped) {
    return (
      <p className={styles.baselines}>
        {t("classifier.stopped")} <Button onClick={onGo}>{t("classifier.measure")}</Button>
      </p>
    );
  }
  const done = parts.reduce<number>((sum, part) => sum + (part ?? 1), 0);
  if (done === parts.length) return null;
  const percent = String(Math.floor((100 * done) / parts.length));
  return (
    <div className={styles.baselines}>
      <Progress
        done={done}
        total={parts.length}
        text={t("classifier.baseline", { percent })}
        cancel={t("classifier.cancel")}
        onCancel={onStop}
      />
    </div>
  );
}
