import { useEffect, useRef, useState } from "react";
import { latestOnly } from "../../../workers/client";
import { ask } from "../../actions/worker";
import { useVersion } from "../../prior/usePriorSamples";
import { useStore } from "../../store";

interface Field {
  readonly run: number;
  readonly place: number;
  readonly step: number;
  readonly field: Float32Array;
}

/** What a number depends on, measured again when the model has learned; of a moving mouse only the latest place is asked. */
export function useField(place: number, values: Int32Array | undefined): Field | undefined {
  const run = useStore(({ run: { id, info, failure } }) => (info && !failure ? id : undefined));
  const version = useVersion();
  const [known, setKnown] = useState<Field>();
  const here = useRef(true);
  const [follow] = useState(() =>
    latestOnly(async ({ place, values }: { place: number; values: Int32Array }) => {
      if (!here.current) return;
      const { id, step } = useStore.getState().run;
      try {
        const { field } = await ask("receptiveField", { place, values }, { byHand: true });
        if (here.current) setKnown({ run: id, place, step, field });
      } catch {
        // The run is gone or not there yet; the next one is asked anew.
      }
    }),
  );
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  useEffect(() => {
    if (run !== undefined && values && !document.hidden) follow({ place, values });
  }, [run, version, place, values, follow]);
  return known?.run === run ? known : undefined;
}
