import { useCallback } from "react";
import type { Experiment } from "../../../engine/experiment";
import type { ModelId } from "../../../engine/knobs";
import { useStore } from "../../store";
import { type RivalControl, useRival } from "../rival/useRival";
import { type Effect, useEffectOfNoise } from "./useEffectOfNoise";
import type { NoiseControl } from "./useNoise";

export interface Measured {
  readonly effect: Effect | undefined;
  /** The same noise on the same samples, by a second model that learns beside. */
  readonly rival: { readonly model: ModelId; readonly effect: Effect } | undefined;
  readonly control: RivalControl;
}

/** What the noise does to this run, and to its rival, once a person wants one: a plain autoencoder beside a denoising one, or the reverse. */
export function useMeasured(noise: NoiseControl): Measured {
  const { corruption, strength } = noise;
  const run = useStore((state) => state.run);
  const second = useStore((state) => state.rival);
  const derive = useCallback(
    (main: Experiment): Experiment =>
      main.model === "dae" ? { ...main, model: "ae" } : { ...main, model: "dae", corruption, strength },
    [corruption, strength],
  );
  const control = useRival("denoise", derive, true);
  const effect = useEffectOfNoise(run, noise);
  const other = useEffectOfNoise(control.alone ? undefined : second, noise);
  const rival = other && second && !control.alone ? { model: second.experiment.model, effect: other } : undefined;
  return { effect, rival, control };
}
