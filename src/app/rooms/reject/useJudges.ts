import { useEffect, useRef, useState } from "react";
import { dataKey } from "../../../engine/data/load";
import type { Judges } from "../../../engine/judges/judges";
import { QueryRefused } from "../../../workers/client";
import { ask } from "../../actions/worker";
import { useExperiment, useStore } from "../../store";

export interface JudgesState {
  /** Once they are trained on the data in use. */
  readonly accuracy: Judges["accuracy"] | undefined;
  /** In [0, 1], while they are. */
  readonly progress: number | undefined;
  readonly failed: boolean;
  train(): void;
  cancel(): void;
}

type Known = Pick<JudgesState, "accuracy" | "progress" | "failed">;
const NOTHING: Known = { accuracy: undefined, progress: undefined, failed: false };

/** The two classifiers of the data in use. Their training outlives the run, but not its data, nor the room. */
export function useJudges(): JudgesState {
  const run = useStore((state) => state.run.id);
  const isReady = useStore((state) => state.run.info !== undefined && state.run.failure === undefined);
  const experiment = useExperiment();
  const data = `${dataKey(experiment)} ${experiment.without}`;
  const [known, setKnown] = useState(NOTHING);
  const underWay = useRef<AbortController>(undefined);

  // Other data have other classifiers.
  useEffect(() => {
    setKnown(NOTHING);
    return () => {
      underWay.current?.abort();
      underWay.current = undefined;
    };
  }, [data]);

  // The worker of another run may be a new one, or have other data of the same name.
  useEffect(() => {
    if (!isReady) return;
    let current = true;
    ask("judges", {}).then(
      ({ accuracy }) => current && setKnown((before) => ({ ...before, accuracy })),
      () => {}, // its run has gone; the next one asks
    );
    return () => {
      current = false;
    };
  }, [run, isReady, data]);

  const train = async () => {
    const abort = new AbortController();
    underWay.current?.abort();
    underWay.current = abort;
    const isLatest = () => underWay.current === abort;
    setKnown({ ...NOTHING, progress: 0 });
    const end = (how: Partial<Known>) => isLatest() && setKnown({ ...NOTHING, ...how });
    try {
      const onProgress = (done: number, total: number) => {
        if (isLatest() && !abort.signal.aborted) setKnown({ ...NOTHING, progress: done / total });
      };
      end(await ask("trainJudges", {}, { signal: abort.signal, onProgress }));
    } catch (error) {
      end({ failed: error instanceof QueryRefused && error.failure.kind === "internal" });
    }
  };
  const cancel = () => {
    underWay.current?.abort();
    setKnown(NOTHING);
  };
  return { ...known, train: () => void train(), cancel };
}
