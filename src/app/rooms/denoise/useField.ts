import { useMemo } from "react";
import { reachOf } from "../../../components/charts/cloud/project";
import { isPointSummary } from "../../../engine/data/samples";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";
import { gridPoints } from "./grid";

/** Arrows a side. */
const SIDE = 21;
/** An arrow may be as long as this share of its cell. */
const SHARE = 0.95;
/** Passes of the followed point. */
const PASSES = 12;

/** r(x) − x: over the plane, or in space at noisy points; and the way of the followed point through the plane. */
export function useField(noisy: Float32Array | undefined) {
  const info = useStore((state) => state.run.info);
  const step = useStore((state) => state.run.step);
  const followed = useStore((state) => state.probe?.x);
  const dimensions = isPointSummary(info?.dataset) ? info.dataset.dimensions : 2;
  const flat = dimensions === 2;
  const reach = useMemo(() => reachOf(info?.cloud ?? [], dimensions), [info, dimensions]);
  const from = useMemo(() => (flat ? gridPoints(reach, SIDE) : noisy), [flat, reach, noisy]);
  const ends = useWays(info && from, 1, step);

  const point = followed instanceof Float32Array && flat && followed.length === 2 ? followed : undefined;
  const steps = useWays(info && point, PASSES, step);
  const arrows = useMemo(
    () =>
      ends && {
        from: ends[0] as Float32Array,
        to: ends[1] as Float32Array,
        longest: flat ? SHARE / SIDE : Number.POSITIVE_INFINITY,
      },
    [ends, flat],
  );
  const path = useMemo(() => steps && Float32Array.from(steps.flatMap((place) => [...place])), [steps]);
  return { arrows, path };
}

/** Where these points are after each pass through the model. */
function useWays(positions: Float32Array | undefined, passes: number, version: number) {
  return useAnswer(
    positions && { key: [positions], version, ask: (options) => ask("walk", { positions, passes }, options) },
  ).answer?.path;
}
