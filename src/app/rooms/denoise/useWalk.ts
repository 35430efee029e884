import { useCallback, useEffect, useRef, useState } from "react";
import type { Spoiling } from "../../../engine/training/shown";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";

/** Points that are scattered, and the same ones after some passes through the model. */
interface Walk {
  readonly positions: Float32Array;
  readonly passes: number;
  /** Mean distance to the nearest training point, before the first pass and now. */
  readonly before: number;
  readonly now: number;
}

const WALKERS = 300;
const EVERY_MS = 350;
/** Points that no longer move need no more passes. */
const MOST_PASSES = 200;

/** Noisy points on their way: pass after pass, each is put where the model rebuilds it. */
export function useWalk({ corruption, strength, draw }: Spoiling) {
  const run = useStore((state) => state.run.id);
  const ready = useStore((state) => state.run.info !== undefined);
  const [walk, setWalk] = useState<Walk>();
  const [running, setRunning] = useState(false);
  const latest = useRef(walk);
  latest.current = walk;
  const scattering = useRef(0);

  const scatter = useCallback(async () => {
    const mine = ++scattering.current;
    const noise = { corruption, strength, draw };
    const found = await ask("scatter", { noise, count: WALKERS }).catch(() => undefined); // its run has gone
    if (!found || mine !== scattering.current) return;
    const { path, distance } = found;
    setWalk({ positions: path[0] as Float32Array, passes: 0, before: distance, now: distance });
  }, [corruption, strength, draw]);
  useEffect(() => {
    if (ready) void scatter();
    else setWalk(undefined);
    return () => {
      scattering.current++;
    };
  }, [ready, run, scatter]);

  const apply = useCallback(async () => {
    const from = latest.current;
    const mine = scattering.current;
    if (!from || document.hidden) return;
    const found = await ask("walk", { positions: from.positions, passes: 1 }).catch(() => undefined);
    if (!found || mine !== scattering.current || latest.current !== from) return;
    setWalk({ ...from, positions: found.path.at(-1) as Float32Array, passes: from.passes + 1, now: found.distance });
  }, []);
  const tired = (walk?.passes ?? 0) >= MOST_PASSES;
  useEffect(() => {
    if (!running || tired) return setRunning(false);
    const timer = setInterval(apply, EVERY_MS);
    return () => clearInterval(timer);
  }, [running, tired, apply]);

  return { walk, running, apply, scatter, toggle: () => setRunning((before) => !before) };
}
