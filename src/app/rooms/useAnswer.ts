import { useEffect, useState } from "react";
import { useStore } from "../store";
import { Inquiry, isSameQuestion, type Question, type Said } from "./inquiry";

export interface Answered<T> {
  /** The answer to this very question, about this version of the model or one before. */
  readonly answer: T | undefined;
  /** The last answer of this run, perhaps to another question. */
  readonly said: Said<T> | undefined;
  /** How far the answer under way is, in [0, 1], once it takes long enough to be told. */
  readonly progress: number | undefined;
  /** The worker could not answer, though there is a run. */
  readonly failed: boolean;
  readonly cancel: () => void;
}

/**
 * The worker's answer to a question about a run, the page's own where none is named, kept up with the model while the room is
 * open and the page is seen. See `Inquiry`. Nothing is asked where there is no question.
 */
export function useAnswer<T>(given: (Omit<Question<T>, "run"> & { readonly run?: number }) | undefined): Answered<T> {
  const main = useStore((state) => state.run.id);
  const run = given?.run ?? main;
  const question = given && { ...given, run };
  const [said, setSaid] = useState<Said<T>>();
  const [progress, setProgress] = useState<number>();
  const [failed, setFailed] = useState(false);
  const [inquiry] = useState(
    () =>
      new Inquiry<T>(
        {
          said(answered) {
            setSaid(answered);
            setFailed(false);
          },
          progress: setProgress,
          failed: setFailed,
        },
        () => document.hidden,
      ),
  );
  useEffect(() => inquiry.want(question));
  useEffect(() => {
    const onVisible = () => inquiry.go();
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      inquiry.want(undefined);
    };
  }, [inquiry]);
  const ofRun = said?.run === run ? said : undefined;
  return {
    said: ofRun,
    answer: question && ofRun && isSameQuestion(question, ofRun) ? ofRun.answer : undefined,
    progress,
    failed,
    cancel: () => inquiry.cancel(),
  };
}
