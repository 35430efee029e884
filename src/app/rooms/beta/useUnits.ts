import { useMemo, useRef } from "react";
import { activityPerDimension, klPerDimension } from "../../../engine/metrics/latentStatistics";
import { useExperiment, useStore } from "../../store";
import { inOrder, switchedOff } from "./units";

export interface Units {
  /** Mean KL of each dimension, nats. */
  readonly kl: Float64Array;
  /** Dimensions that the decoder hears nothing from. */
  readonly off: readonly number[];
  /** Dimensions from the most KL to the least. */
  readonly order: readonly number[];
}

/** The latent units of the last evaluation. */
export function useUnits(): Units | undefined {
  const { latent } = useExperiment();
  const run = useStore((state) => state.run.id);
  const playing = useStore((state) => state.wantsPlay);
  const evaluation = useStore((state) => state.run.evaluation);
  const before = useRef<{ run: number; off: readonly number[]; order: readonly number[] }>(undefined);
  return useMemo(() => {
    const latents = evaluation?.latents;
    if (!latents?.logVar || latents.dimensions !== latent) return undefined;
    const { off = [], order = [] } = before.current?.run === run ? before.current : {};
    const kl = klPerDimension({ ...latents, logVar: latents.logVar });
    const now = { off: switchedOff(off, activityPerDimension(latents)), order: inOrder(playing ? order : [], kl) };
    before.current = { run, ...now };
    return { kl, ...now };
  }, [evaluation, latent, run, playing]);
}
