import { useEffect, useRef, useState } from "react";
import type { Queries, QueryKind } from "../../workers/protocol";
import { ask } from "../controller";
import { useStore } from "../store";

interface Live<Kind extends QueryKind> {
  readonly answer?: Queries[Kind]["answer"];
  /** How far the one under way is; absent while it has only just begun, and while there is none. */
  readonly progress?: { readonly done: number; readonly total: number };
  /** Why there is no answer. */
  readonly failed?: true;
}

/** What is done sooner needs no bar. */
const SHOW_PROGRESS_MS = 300;
/** After an answer, at least so many times as long as it took before the same is asked again. */
const REST = 2;
const LEAST_REST_MS = 400;

/**
 * The answer to a question about the live model, asked again when `version` changes: one at a time, with rests in between, and
 * not while the page is hidden. Another question (another function) is asked at once, in place of the one under way; the last
 * answer stays until the next one is there, unless it is of another run.
 *
 * @param question called when it is asked; nothing is asked where it is absent
 */
export function useLiveAnswer<Kind extends QueryKind>(
  kind: Kind,
  question: (() => Queries[Kind]["ask"]) | undefined,
  version: unknown,
): Live<Kind> & { cancel(): void } {
  const run = useStore((state) => state.run.id);
  const [live, setLive] = useState<Live<Kind> & { run?: number }>({});
  const [wakes, wake] = useState(0);
  const underWay = useRef<{ abort: AbortController; question: unknown; stale: boolean }>(undefined);
  const rest = useRef<{ question: unknown; until: number }>(undefined);

  useEffect(() => {
    if (!question) return;
    if (underWay.current?.question === question) {
      underWay.current.stale = true;
      return;
    }
    const wakeUp = () => wake((count) => count + 1);
    if (document.hidden) {
      document.addEventListener("visibilitychange", wakeUp, { once: true });
      return () => document.removeEventListener("visibilitychange", wakeUp);
    }
    const start = async () => {
      underWay.current?.abort.abort();
      const mine = { abort: new AbortController(), question, stale: false };
      underWay.current = mine;
      const isCurrent = () => underWay.current === mine;
      const started = performance.now();
      const onProgress = (done: number, total: number) => {
        if (isCurrent() && performance.now() - started > SHOW_PROGRESS_MS)
          setLive((before) => ({ ...before, progress: { done, total } }));
      };
      try {
        const answer = await ask(kind, question(), { signal: mine.abort.signal, onProgress });
        if (isCurrent()) setLive({ answer, run });
      } catch {
        // Cancelled, or its run has gone.
        if (isCurrent()) setLive(({ progress: _, ...before }) => (before.answer ? before : { failed: true }));
      }
      if (!isCurrent()) return;
      underWay.current = undefined;
      const now = performance.now();
      rest.current = { question, until: now + Math.max(LEAST_REST_MS, REST * (now - started)) };
      if (mine.stale) wakeUp();
    };
    const until = rest.current?.question === question ? rest.current.until : 0;
    const timer = setTimeout(start, Math.max(0, until - performance.now()));
    return () => clearTimeout(timer);
  }, [kind, question, version, run, wakes]);

  useEffect(
    () => () => {
      underWay.current?.abort.abort();
      underWay.current = undefined;
    },
    [],
  );
  const { run: ofRun, answer, ...rest_ } = live;
  return {
    ...rest_,
    ...(answer !== undefined && ofRun === run && { answer }),
    cancel: () => underWay.current?.abort.abort(),
  };
}
