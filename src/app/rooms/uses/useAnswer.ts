import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { QueryRefused } from "../../../workers/client";
import type { Queries, QueryKind } from "../../../workers/protocol";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";

/** Between two answers about a model that goes on learning; as long as the answer took, where that is more. */
const LEAST_REST_MS = 700;

interface Said<Kind extends QueryKind> {
  readonly run: number;
  readonly identity: unknown;
  readonly question: Queries[Kind]["ask"];
  /** The step of the evaluation that it was asked after. */
  readonly version: number;
  readonly answer: Queries[Kind]["answer"];
}

export interface Answered<Kind extends QueryKind> {
  /** The last answer of this run, with the question that it belongs to: a newer one may be under way. */
  readonly said: Said<Kind> | undefined;
  /** In [0, 1], while the answer to a question that was not answered before is awaited. */
  readonly progress: number | undefined;
  /** The worker could not answer. */
  readonly failed: boolean;
}

/**
 * Asks the worker, and asks again whenever the model has changed: one question at a time, with rests, and only while the
 * page is visible. Another question, or another run, takes back the one under way.
 *
 * @param question none is asked while it is undefined
 * @param version the step of the last evaluation; the same number for ever where the answer does not depend on the model
 * @param identity the same as long as the question is, but for what in it comes from the model
 */
export function useAnswer<Kind extends QueryKind>(
  kind: Kind,
  question: Queries[Kind]["ask"] | undefined,
  version: number | undefined,
  identity: unknown = question,
): Answered<Kind> {
  const run = useStore((state) => state.run.id);
  const isReady = useStore((state) => state.run.info !== undefined && state.run.failure === undefined);
  const isVisible = useIsVisible();
  const [said, setSaid] = useState<Said<Kind>>();
  const [progress, setProgress] = useState<number>();
  const [failed, setFailed] = useState(false);
  const [rests, setRests] = useState(0);
  const busy = useRef<AbortController>(undefined);
  const answered = useRef<Omit<Said<Kind>, "answer">>(undefined);

  useEffect(
    () => () => {
      busy.current?.abort();
      busy.current = undefined;
      setProgress(undefined);
    },
    [identity, run, isVisible],
  );

  useEffect(() => {
    if (!question || version === undefined || !isReady || !isVisible || busy.current) return;
    const last = answered.current;
    const isKnown = last?.run === run && last.identity === identity;
    if (isKnown && last.version === version) return;
    const abort = new AbortController();
    busy.current = abort;
    const asked = { run, identity, question, version };
    const started = performance.now();
    const isLatest = () => busy.current === abort;
    if (!isKnown) setProgress(0);
    ask(kind, question, {
      signal: abort.signal,
      onProgress: (done, total) => !isKnown && isLatest() && setProgress(done / total),
    })
      .then((answer) => {
        if (!isLatest()) return;
        setSaid({ ...asked, answer });
        setFailed(false);
      })
      .catch((error) => isLatest() && setFailed(error instanceof QueryRefused && error.failure.kind === "internal"))
      .finally(() => {
        if (!isLatest()) return;
        answered.current = asked;
        setProgress(undefined);
        const rest = Math.max(LEAST_REST_MS, performance.now() - started);
        setTimeout(() => {
          if (!isLatest()) return;
          busy.current = undefined;
          setRests((count) => count + 1);
        }, rest);
      });
  }, [kind, identity, question, run, version, isReady, isVisible, rests]);

  return { said: said?.run === run ? said : undefined, progress, failed };
}

/** Whether the tab is in front: what nobody sees need not be computed. */
function useIsVisible(): boolean {
  return useSyncExternalStore(
    (changed) => {
      document.addEventListener("visibilitychange", changed);
      return () => document.removeEventListener("visibilitychange", changed);
    },
    () => document.visibilityState === "visible",
  );
}
