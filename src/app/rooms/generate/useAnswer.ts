import { useEffect, useRef, useState } from "react";

export interface Question<T> {
  /** The run that is asked. The answer of another is not shown. */
  readonly run: number;
  /** What a hand has chosen: when it changes, it is asked at once. */
  readonly chosen: string;
  /** What of the model it is about: when it has learnt, it is asked again, after a rest. */
  readonly version: number;
  readonly ask: () => Promise<T>;
}

/** After an answer that took so long it rests so many times as long: the training beside it keeps most of the time. */
const RESTS = 3;

/**
 * The worker's newest answer. One question is under way at a time, and of those that come meanwhile only the newest is
 * asked; a hidden page asks nothing.
 */
export function useAnswer<T>(question: Question<T> | undefined): T | undefined {
  const [answer, setAnswer] = useState<{ run: number; value: T }>();
  const latest = useRef(question);
  latest.current = question;
  const pump = useRef(() => {});
  useEffect(() => {
    let open = true;
    let busy = false;
    let asked: Question<T> | undefined;
    let restUntil = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    pump.current = () => {
      const next = latest.current;
      if (!open || busy || !next || document.hidden) return;
      const byHand = next.run !== asked?.run || next.chosen !== asked.chosen;
      if (!byHand && next.version === asked?.version) return;
      const now = performance.now();
      clearTimeout(timer);
      if (!byHand && now < restUntil) {
        timer = setTimeout(pump.current, restUntil - now);
        return;
      }
      busy = true;
      asked = next;
      next
        .ask()
        .then(
          (value) => open && setAnswer({ run: next.run, value }),
          () => {}, // its run has gone; the next one is asked anew
        )
        .finally(() => {
          busy = false;
          restUntil = performance.now() + RESTS * (performance.now() - now);
          pump.current();
        });
    };
    const onVisible = () => pump.current();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      open = false;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, []);
  useEffect(() => pump.current());
  return answer && answer.run === question?.run ? answer.value : undefined;
}
