import { useEffect } from "react";
import { ask } from "../actions/worker";
import { useAnswer } from "../rooms/useAnswer";
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
  const { answer: codebook } = useAnswer(
    isReady ? { key: [], version, ask: (options) => ask("codebook", {}, options) } : undefined,
  );
  const { answer: grid } = useAnswer(
    isReady ? { key: [source], version, ask: (options) => ask("codeGrid", { source }, options) } : undefined,
  );
  useEffect(() => learnOfCodes({ run, codebook, grid }), [run, codebook, grid]);
}
