import { useCallback, useMemo } from "react";
import type { PlaneProbe } from "../components/charts/plane/draw";
import { probeLatent } from "./actions/probing";
import { useExperiment, useStore } from "./store";

/** The followed sample on the latent plane, and the hand that holds its z. */
export function usePlaneProbe(axes: readonly [number, number]) {
  const { latent } = useExperiment();
  const probe = useStore((state) => state.probe);
  const probing = useStore((state) => state.probing);
  const held = probing.z !== undefined;
  // A held handle is where the hand wants it, at once: the model's answer comes later.
  const z = useMemo(() => Array.from(probing.z ?? probe?.z ?? []), [probing, probe]);
  const planeProbe = useMemo((): PlaneProbe | undefined => {
    if (!probe || probe.mu.length !== latent || z.length !== latent) return undefined;
    const pair = (values: ArrayLike<number>): [number, number] => [
      values[axes[0]] as number,
      latent > 1 ? (values[axes[1]] as number) : 0,
    ];
    const sigma = probe.logVar && pair(probe.logVar.map((value) => Math.exp(value / 2)));
    return { mu: pair(probe.mu), z: pair(z), held, ...(sigma && { sigma }) };
  }, [probe, z, held, axes, latent]);
  const setHandle = useCallback(
    ([x, y]: [number, number]) => {
      if (z.length !== latent) return;
      const moved = latent > 1 ? z.with(axes[1], y) : [...z];
      moved[axes[0]] = x;
      probeLatent(moved);
    },
    [z, axes, latent],
  );
  return { held, z, planeProbe, setHandle };
}
