import { useCallback, useEffect } from "react";
import { useLiveAnswer } from "../rooms/useLiveAnswer";
import { useStore } from "../store";
import { learnOfCodes, useLooked } from "./looked";

/** Asks for the codebook and for the followed sample's way into it, as both change, for all views that show them. */
export function useCodes(): void {
  const run = useStore((state) => state.run.id);
  const isReady = useStore((state) => state.run.info?.code !== undefined);
  const step = useStore((state) => state.run.step);
  const source = useStore((state) => state.probing.source);
  const changes = useLooked((state) => state.changes);
  const version = `${step} ${changes}`;
  // Of another run, or another sample, each is another question.
  const askCodebook = useCallback(() => ({}), [run]);
  const askGrid = useCallback(() => ({ source }), [run, source]);
  const { answer: codebook } = useLiveAnswer("codebook", isReady ? askCodebook : undefined, version);
  const { answer: grid } = useLiveAnswer("codeGrid", isReady ? askGrid : undefined, version);
  useEffect(() => learnOfCodes({ run, codebook, grid }), [run, codebook, grid]);
}
