import { useEffect, useRef, useState } from "react";
import type { Queries, QueryKind } from "../../workers/protocol";
import { ask } from "../actions/worker";

interface Live<Kind extends QueryKind> {
  readonly answer?: Queries[Kind]["answer"];
  /** How far the one under way is, once it takes long enough to be told. */
  readonly progress?: { readonly done: number; readonly total: number };
}

/** What is done sooner needs no bar. */
const SHOW_PROGRESS_MS = 300;
const REST = 2;
const LEAST_REST_MS = 400;

/**
 * The answer to a question about the live model, asked again when `version` changes: one at a time, with rests in between, and
 * not while the page is hidden. Another question (another function) is asked at once, and what the one before was or would have
 * been answered is dropped: a question that is of a run must be a new one with every run.
 *
 * @param rest after an answer, so many times as long as it took before the same is asked again
 * @param question called when it is asked; nothing is asked where it is absent
 */
export function useLiveAnswer<Kind extends QueryKind>(
  kind: Kind,
  question: (() => Queries[Kind]["ask"]) | undefined,
  version: unknown,
  rest = REST,
): Live<Kind> & { cancel(): void } {
  const [live, setLive] = useState<Live<Kind> & { question?: unknown }>({});
  const [wakes, wake] = useState(0);
  const underWay = useRef<{ abort: AbortController; question: unknown; outdated: boolean }>(undefined);
  const resting = useRef<{ question: unknown; until: number }>(undefined);

  useEffect(() => {
    if (!question) return;
    if (underWay.current?.question === question) {
      underWay.current.outdated = true;
      return;
    }
    const wakeUp = () => wake((count) => count + 1);
    if (document.hidden) {
      document.addEventListener("visibilitychange", wakeUp, { once: true });
      return () => document.removeEventListener("visibilitychange", wakeUp);
    }
    const start = async () => {
      underWay.current?.abort.abort();
      const mine = { abort: new AbortController(), question, outdated: false };
      underWay.current = mine;
      const isCurrent = () => underWay.current === mine;
      const started = performance.now();
      const onProgress = (done: number, total: number) => {
        if (!isCurrent() || performance.now() - started < SHOW_PROGRESS_MS) return;
        setLive(({ answer, question: of }) => ({
          question,
          progress: { done, total },
          ...(of === question && answer !== undefined && { answer }),
        }));
      };
      try {
        const answer = await ask(kind, question(), { signal: mine.abort.signal, onProgress });
        if (isCurrent()) setLive({ question, answer });
      } catch {
        // Cancelled, or its run has gone.
        if (isCurrent()) setLive(({ progress: _, ...before }) => before as typeof live);
      }
      if (!isCurrent()) return;
      underWay.current = undefined;
      const now = performance.now();
      resting.current = { question, until: now + Math.max(LEAST_REST_MS, rest * (now - started)) };
      if (mine.outdated) wakeUp();
    };
    const until = resting.current?.question === question ? resting.current.until : 0;
    const timer = setTimeout(start, Math.max(0, until - performance.now()));
    return () => clearTimeout(timer);
  }, [kind, question, version, rest, wakes]);

  const cancel = () => underWay.current?.abort.abort();
  useEffect(
    () => () => {
      underWay.current?.abort.abort();
      underWay.current = undefined;
    },
    [],
  );
  const { question: of, ...known } = live;
  return of === question && question ? { ...known, cancel } : { cancel };
}
