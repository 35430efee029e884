import { useState } from "react";
import { spoilsInput } from "../../../engine/experiment";
import type { Spoiling } from "../../../engine/training/shown";
import { chooseLive, setKnob } from "../../actions/experiments";
import { useExperiment, useStore } from "../../store";

export interface NoiseControl extends Spoiling {
  /** Whether the run learns with it: then turning it turns the run's own knobs. */
  readonly isTrained: boolean;
  readonly setKind: (corruption: Spoiling["corruption"]) => void;
  readonly setStrength: (strength: number) => void;
}

/** The noise of the room: that of a denoising run itself; with another model one that is only tried out. */
export function useNoise(): NoiseControl {
  const experiment = useExperiment();
  const draw = useStore((state) => state.noiseDraw);
  const [tried, setTried] = useState<Omit<Spoiling, "draw">>(() => ({
    corruption: spoilsInput({ ...experiment, model: "dae" }) ? experiment.corruption : "gaussian",
    strength: experiment.strength,
  }));
  if (experiment.model === "dae") {
    return {
      draw,
      corruption: experiment.corruption,
      strength: experiment.strength,
      isTrained: true,
      setKind: (corruption) => void chooseLive({ corruption }),
      setStrength: (strength) => setKnob("strength", strength),
    };
  }
  return {
    draw,
    ...tried,
    isTrained: false,
    setKind: (corruption) => setTried((before) => ({ ...before, corruption })),
    setStrength: (strength) => setTried((before) => ({ ...before, strength })),
  };
}
