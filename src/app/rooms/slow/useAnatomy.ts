import { useCallback, useEffect, useState } from "react";
import { liveKnobs } from "../../../engine/experiment";
import type { StepAnatomy } from "../../../engine/training/anatomy";
import { step as takeStep } from "../../actions/transport";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";

/** Samples of the batch that are looked at. */
const SHOWN = 4;

/**
 * The next step of a paused run, taken apart; `update` takes it, and tells what the same batch costs afterwards.
 * While the run plays there is none. It is asked for anew whenever the run, its step or a knob has changed.
 */
export function useAnatomy() {
  const id = useStore(({ run }) => run.id);
  const step = useStore(({ run }) => run.step);
  const info = useStore(({ run }) => run.info);
  const ready = useStore(({ run, wantsPlay }) => run.info !== undefined && !wantsPlay && !run.failure);
  const knobs = useStore(({ run }) => JSON.stringify(liveKnobs(run.experiment)));
  const [anatomy, setAnatomy] = useState<StepAnatomy>();
  const [after, setAfter] = useState<number>();
  const [round, setRound] = useState(0);
  const [taking, setTaking] = useState<number>();

  useEffect(() => {
    if (!ready) {
      setAnatomy(undefined);
      setTaking(undefined);
      return;
    }
    if (taking !== undefined && step >= taking) {
      let current = true;
      ask("anatomy", { step: taking, shown: 1 }).then(
        ({ total }) => current && setAfter(total),
        () => {},
      );
      return () => {
        current = false;
      };
    }
    if (taking !== undefined) return;
    let current = true;
    setAfter(undefined);
    ask("anatomy", { step: step + 1, shown: SHOWN }).then(
      (answer) => current && setAnatomy(answer),
      () => {}, // the run has gone: its successor is asked
    );
    return () => {
      current = false;
    };
  }, [id, info, step, ready, knobs, round, taking]);

  const update = useCallback(() => {
    if (!anatomy || taking !== undefined) return;
    setTaking(anatomy.step);
    takeStep();
  }, [anatomy, taking]);
  const next = useCallback(() => {
    setTaking(undefined);
    setRound((count) => count + 1);
  }, []);
  return { anatomy: ready ? anatomy : undefined, after, update, next };
}
