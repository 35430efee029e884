import { useEffect, useRef, useState } from "react";
import { setKnob } from "../../actions/experiments";
import { useExperiment, useStore } from "../../store";

/** Steps from β = 0 to where it was. */
export const WARM_UP_STEPS = 1000;

interface WarmUp {
  readonly run: number;
  readonly from: number;
  readonly target: number;
}

/**
 * KL warm-up (Bowman et al. 2016, § 3.1; Sønderby et al. 2016): β starts again at 0 and grows in a straight line to where it was,
 * so that units have something to say before saying it costs. A hand on β ends it; leaving the room, or another run, too.
 */
export function useWarmUp() {
  const { beta } = useExperiment();
  const run = useStore((state) => state.run.id);
  const step = useStore((state) => state.run.step);
  const [warmUp, setWarmUp] = useState<WarmUp>();
  const given = useRef(0);
  useEffect(() => {
    if (!warmUp) return;
    if (warmUp.run !== run || beta !== given.current) return setWarmUp(undefined);
    const share = Math.min(1, (step - warmUp.from) / WARM_UP_STEPS);
    given.current = Number((warmUp.target * share).toPrecision(3));
    if (share === 1) {
      given.current = warmUp.target;
      setWarmUp(undefined);
    }
    setKnob("beta", given.current);
  }, [warmUp, run, step, beta]);
  const target = useRef<number>(undefined);
  target.current = warmUp?.target;
  useEffect(
    () => () => {
      if (target.current !== undefined) setKnob("beta", target.current);
    },
    [],
  );
  return {
    /** Where β is going; absent where nothing is under way. */
    target: warmUp?.target,
    start: () => {
      given.current = 0;
      setKnob("beta", 0);
      setWarmUp({ run, from: step, target: beta });
    },
    stop: () => {
      if (warmUp) setKnob("beta", warmUp.target);
      setWarmUp(undefined);
    },
  };
}
