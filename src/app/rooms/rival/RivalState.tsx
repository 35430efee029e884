import { Button } from "../../../components/ui/Button";
import { count } from "../../../components/ui/format";
import { Progress } from "../../../components/ui/Progress";
import { retryRival } from "../../rival";
import { useStore } from "../../store";
import styles from "./RivalState.module.css";
import { useRivalT } from "./texts";
import type { RivalControl } from "./useRival";

/** Steps that the first run may be ahead for a moment while both train, sent to a GPU together. */
const IN_STEP = 64;

/** How the second of two runs does, in one line: getting ready, catching up, in step, failed or ended. */
export function RivalState({ alone, start, end, endLabel }: RivalControl & { readonly endLabel?: string }) {
  const t = useRivalT();
  const toEnd = endLabel ?? t("end");
  const rival = useStore((state) => state.rival);
  if (alone) return <Line text={t("alone")} action={t("start")} onAction={start} />;
  const failure = rival?.failure;
  if (failure) {
    const text =
      failure.kind === "diverged"
        ? t("diverged", { step: count(failure.step) })
        : failure.kind === "out-of-memory" || failure.kind === "too-large"
          ? t("outOfMemory")
          : t("failed", { detail: "detail" in failure ? failure.detail : failure.kind });
    return <Line text={text} action={t("again")} onAction={retryRival} alert />;
  }
  if (!rival?.info) {
    const { done = 0, total = 0 } = rival?.progress ?? {};
    const text = total > 0 ? t("preparing", { percent: String(Math.round((100 * done) / total)) }) : t("waiting");
    return <Line text={text} />;
  }
  const { step, behind = 0, examplesPerSecond, experiment } = rival;
  if (behind <= IN_STEP) return <Line text={t("together", { step: count(step) })} action={toEnd} onAction={end} />;
  const said = { step: count(step), of: count(step + behind) };
  const seconds = Math.ceil((behind * experiment.batch) / examplesPerSecond);
  return (
    <div className={styles.state}>
      <Progress
        done={step}
        total={step + behind}
        text={
          Number.isFinite(seconds) ? t("catchingUp", { ...said, seconds: count(seconds) }) : t("catchingUpSoon", said)
        }
        cancel={toEnd}
        onCancel={end}
      />
    </div>
  );
}

interface LineProps {
  readonly text: string;
  readonly action?: string;
  readonly onAction?: () => void;
  readonly alert?: boolean;
}

const Line = ({ text, action, onAction, alert = false }: LineProps) => (
  <div className={styles.state}>
    <p role={alert ? "alert" : undefined}>{text}</p>
    {action && <Button onClick={onAction}>{action}</Button>}
  </div>
);
