import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { latestOnly } from "../../../workers/client";
import type { Queries, QueryKind } from "../../../workers/protocol";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";

/** A question may take this share of the time, so that training keeps the rest. */
const SHARE = 0.25;

interface Answered<Kind extends QueryKind> {
  readonly answer: Queries[Kind]["answer"] | undefined;
  /** How far the answer under way is, in [0, 1]; undefined where none is, or it does not say. */
  readonly progress: number | undefined;
  readonly cancel: () => void;
}

/**
 * The worker's answer to a question, asked again whenever `about` changes: one at a time, the latest one next, and none
 * while the page is hidden. An answer about another run is dropped.
 *
 * @param hurry a hand asks: what is under way is given up for the next question, and nothing rests in between
 */
export function useAnswer<Kind extends QueryKind>(
  kind: Kind,
  question: Queries[Kind]["ask"] | undefined,
  about: string,
  { hurry = false }: { readonly hurry?: boolean } = {},
): Answered<Kind> {
  const run = useStore((state) => state.run.id);
  const visible = useSyncExternalStore(onVisibility, isVisible);
  const [known, setKnown] = useState<{ run: number; answer: Queries[Kind]["answer"] }>();
  const [progress, setProgress] = useState<number>();
  const abort = useRef<AbortController>(undefined);
  const here = useRef(true);

  const [follow] = useState(() =>
    latestOnly(async (question: Queries[Kind]["ask"]) => {
      if (!here.current) return;
      const started = performance.now();
      const asked = useStore.getState().run.id;
      const own = new AbortController();
      abort.current = own;
      try {
        const onProgress = (done: number, total: number) => here.current && setProgress(done / total);
        const answer = await ask(kind, question, { signal: own.signal, onProgress });
        if (here.current && !own.signal.aborted) setKnown({ run: asked, answer });
      } catch {
        // The run is gone or not there yet; its next evaluation asks again.
      }
      if (here.current) setProgress(undefined);
      if (hurry) return;
      const took = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, took / SHARE - took));
    }),
  );

  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      abort.current?.abort();
    };
  }, []);
  useEffect(() => {
    if (!question || !visible) return;
    if (hurry) abort.current?.abort();
    follow(question);
  }, [about, run, visible, hurry, question !== undefined, follow]);

  return {
    answer: known?.run === run ? known.answer : undefined,
    progress,
    cancel: () => abort.current?.abort(),
  };
}

function onVisibility(changed: () => void): () => void {
  document.addEventListener("visibilitychange", changed);
  return () => document.removeEventListener("visibilitychange", changed);
}

const isVisible = () => document.visibilityState === "visible";
