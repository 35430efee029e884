import { useCallback, useMemo } from "react";
import type { PlaneProbe } from "../components/charts/plane/draw";
import { zName } from "../components/ui/format";
import { probeLatent } from "./controller";
import { useExperiment, useStore } from "./store";

/** The chosen axes, as far as the latent has them: two different ones where it can. */
export function usePlaneAxes(chosen: readonly [number, number]) {
  const { latent } = useExperiment();
  const axes = useMemo((): readonly [number, number] => {
    const last = latent - 1;
    const across = Math.min(chosen[0], last);
    const up = Math.min(chosen[1], last);
    return [across, up === across && last > 0 ? (across + 1) % latent : up];
  }, [chosen, latent]);
  const axisNames = useMemo(
    (): readonly [string, string] => [zName(axes[0]), latent > 1 ? zName(axes[1]) : ""],
    [axes, latent],
  );
  return { axes, axisNames };
}

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
