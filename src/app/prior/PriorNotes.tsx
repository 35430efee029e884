import { isStale } from "../actions/stages";
import { useStore } from "../store";
import styles from "./PriorFlow.module.css";
import { usePriorT } from "./texts";

/** What has to be known before anything that the prior draws is judged: that it has not learned, or learned of what has changed. */
export function PriorNotes() {
  const say = usePriorT();
  const untrained = useStore(({ run }) => run.info !== undefined && run.step === 0);
  const stale = useStore(isStale);
  const note = stale ? say("stale") : untrained ? say("untrained") : undefined;
  return (
    <p className={`${styles.note} ${stale ? styles.warning : ""}`} role="status">
      {note}
    </p>
  );
}
