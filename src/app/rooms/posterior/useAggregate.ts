import { useEffect, useRef, useState } from "react";
import type { Field } from "../../../components/charts/plane/heat";
import {
  jointDensity,
  marginalDensity,
  marginalMisfit,
  momentMisfit,
  widened,
} from "../../../engine/metrics/aggregateDensity";
import { aggregatePosterior } from "../../../engine/metrics/latentStatistics";
import type { Moments } from "../../../engine/metrics/moments";
import type { Evaluation } from "../../../engine/training/evaluate";
import { useExperiment, useStore } from "../../store";

export interface Aggregate {
  readonly step: number;
  readonly moments: Moments;
  /** KL(q(z) ‖ N(0, I)) that the moments alone prove, nats. */
  readonly misfit: number;
  /** Of the axes shown: q(z_d), and its KL to N(0, 1). */
  readonly marginals: readonly { readonly density: Float64Array; readonly misfit: number }[];
  /** q(z) over both axes; absent where there is only one. */
  readonly joint?: Field;
}

/** Where densities are drawn: beyond the prior's bulk, at a spacing that shows what a posterior's σ is usually like. */
export const PLACES = { reach: 4.5, count: 181 };
const JOINT = { reach: 4.5, count: 72 };
/** From more images the contours would look the same. */
const MOST_IMAGES = 2000;

/** The aggregate posterior of the last evaluation, computed in the page's own pauses. */
export function useAggregate(axes: readonly [number, number], wanted: boolean): Aggregate | undefined {
  const { latent } = useExperiment();
  const evaluation = useStore(({ run }) => run.evaluation);
  const [aggregate, setAggregate] = useState<Aggregate>();
  const busy = useRef(false);
  const current = evaluation?.latents?.dimensions === latent ? evaluation : undefined;
  const latest = useRef(current);
  latest.current = wanted ? current : undefined;
  const [turns, setTurns] = useState(0);

  useEffect(() => {
    if (!wanted || !current) return setAggregate(undefined);
    if (busy.current || document.hidden) return;
    busy.current = true;
    const breathe = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(latest.current !== undefined)));
    void measure(current, axes, breathe).then((found) => {
      busy.current = false;
      if (latest.current && found) setAggregate(found);
      if (latest.current !== current) setTurns((count) => count + 1);
    });
  }, [current, axes, wanted, turns]);
  return wanted ? aggregate : undefined;
}

async function measure(
  { latents, step }: Evaluation & { readonly step: number },
  [across, up]: readonly [number, number],
  breathe: () => Promise<boolean>,
): Promise<Aggregate | undefined> {
  if (!latents) return undefined;
  const moments = await aggregatePosterior(latents, { breathe }).catch(() => undefined);
  if (!moments) return undefined;
  const flat = latents.dimensions > 1;
  const places = widened(JOINT, latents, flat ? [across, up] : [across]);
  const joint = flat ? await jointDensity(latents, [across, up], places, MOST_IMAGES, { breathe }) : undefined;
  if (flat && !joint) return undefined;
  const marginals = [];
  for (const d of flat ? [across, up] : [across]) {
    const all = widened(PLACES, latents, [d]);
    const misfit = marginalMisfit(marginalDensity(latents, d, all), all);
    marginals.push({ density: marginalDensity(latents, d, PLACES), misfit });
    if (!(await breathe())) return undefined;
  }
  const { reach, count: side } = places;
  return {
    step,
    moments,
    misfit: momentMisfit(moments),
    marginals,
    ...(joint && { joint: { side, low: [-reach, -reach], high: [reach, reach], values: joint } }),
  };
}
