import { Button } from "./Button";
import styles from "./Progress.module.css";

export interface ProgressProps {
  readonly done: number;
  readonly total: number;
  /** What is under way, in words and numbers. */
  readonly text: string;
  readonly cancel: string;
  readonly onCancel: () => void;
}

/** Something that takes its time: a bar, what it is, and the way out of it. */
export function Progress({ done, total, text, cancel, onCancel }: ProgressProps) {
  return (
    <div className={styles.progress} role="status">
      <progress value={done} max={Math.max(1, total)} aria-label={text} />
      <span>{text}</span>
      <Button onClick={onCancel}>{cancel}</Button>
    </div>
  );
}
