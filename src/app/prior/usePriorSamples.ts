import { useCallback } from "react";
import { useLiveAnswer } from "../rooms/useLiveAnswer";
import { useStore } from "../store";

/** After a drawing so many times as long as it took for training, before the next. */
const REST = 4;

export interface SamplesWanted {
  /** A class for each sample. */
  readonly labels: readonly number[];
  readonly draw: number;
  readonly temperature: number;
  readonly given?: Int32Array | undefined;
}

/** The step that what the prior draws is asked anew at: each evaluation's, and the first of all. */
export const useVersion = () => useStore(({ run }) => run.evaluation?.step ?? 0);

/** Samples of the prior as it is, drawn again when it has learned. All that is wanted has to be the same object as long as it is. */
export function usePriorSamples(wanted: SamplesWanted | undefined) {
  const run = useStore(({ run: { id, info, failure } }) => (info && !failure ? id : undefined));
  const version = useVersion();
  const question = useCallback(() => wanted as SamplesWanted, [wanted, run]);
  return useLiveAnswer("drawSamples", wanted && run !== undefined ? question : undefined, version, REST);
}

/** Samples of the uniform prior. Over pixels they are the same whatever is learned; over codes the autoencoder stands still. */
export function useUniform(count: number, draw: number) {
  const run = useStore(({ run: { id, info, failure } }) => (info && !failure ? id : undefined));
  const question = useCallback(() => ({ count, draw }), [count, draw, run]);
  return useLiveAnswer("drawUniform", run === undefined ? undefined : question, 0);
}

/** Held-out samples as what the prior is over. */
export function useHeldOut(first: number, count: number) {
  const run = useStore(({ run: { id, info, failure } }) => (info && !failure ? id : undefined));
  const heldOut = useStore(({ run }) => run.info?.dataset.heldOut ?? 1);
  const question = useCallback(
    () => ({ indices: Array.from({ length: Math.min(count, heldOut) }, (_, i) => (first + i) % heldOut) }),
    [first, count, heldOut, run],
  );
  return useLiveAnswer("heldOutNumbers", run === undefined ? undefined : question, 0);
}
