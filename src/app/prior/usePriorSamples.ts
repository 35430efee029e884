import { ask } from "../actions/worker";
import { useAnswer } from "../rooms/useAnswer";
import { useStore } from "../store";

/** After a drawing so many times as long as it took before the next. While one is drawn, steps are taken between its rows. */
const REST = 1;

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
  return useAnswer(
    wanted && run !== undefined
      ? { key: [wanted], version, rest: REST, ask: (options) => ask("drawSamples", wanted, options) }
      : undefined,
  );
}

/** Samples of the uniform prior. Over pixels they are the same whatever is learned; over codes the autoencoder stands still. */
export function useUniform(count: number, draw: number) {
  const run = useStore(({ run: { id, info, failure } }) => (info && !failure ? id : undefined));
  return useAnswer(
    run === undefined
      ? undefined
      : { key: [count, draw], ask: (options) => ask("drawUniform", { count, draw }, options) },
  );
}

/** Held-out samples as what the prior is over. */
export function useHeldOut(first: number, count: number) {
  const run = useStore(({ run: { id, info, failure } }) => (info && !failure ? id : undefined));
  const heldOut = useStore(({ run }) => run.info?.dataset.heldOut ?? 1);
  const indices = () => Array.from({ length: Math.min(count, heldOut) }, (_, i) => (first + i) % heldOut);
  return useAnswer(
    run === undefined
      ? undefined
      : { key: [first, count, heldOut], ask: (options) => ask("heldOutNumbers", { indices: indices() }, options) },
  );
}
