import { tensor, tidy, type Variable } from "@tensorflow/tfjs-core";
import type { CodeGridOf } from "../data/codes";
import type { ImageShape } from "../data/dataset";
import type { Experiment } from "../experiment";
import { PixelCnn } from "../priors/pixelCnn";
import type { Prior } from "../priors/prior";
import type { Checkpoint } from "./checkpoint";

/** How many numbers a code goes in as. */
const EMBEDDING = 16;

/** What a prior is over: images, or grids of codes, which may lie below others. */
export type PriorShape = ImageShape | CodeGridOf;

type PriorFields = Pick<Experiment, "stack" | "channels" | "layers" | "levels" | "seed">;

/**
 * A prior as it begins, over all K codes of a cell, or so many levels of a pixel.
 * @param classes that it is told of; 0 for none
 */
export function createPrior(
  shape: PriorShape,
  { stack, channels, layers, levels, seed }: PriorFields,
  classes: number,
): Prior {
  const { height, width } = shape;
  const made = { stack, layers, classes, seed };
  if ("choices" in shape) {
    const { above } = shape;
    return new PixelCnn({
      ...made,
      grid: { height, width, colours: 1, levels: shape.choices },
      ...{ channels, embedding: EMBEDDING },
      ...(above && { above: { height: above.height, width: above.width, levels: above.choices } }),
    });
  }
  const { channels: colours } = shape;
  return new PixelCnn({
    ...made,
    grid: { height, width, colours, levels },
    channels: Math.max(1, Math.round(channels / colours)) * colours,
  });
}

/** The same as it was at a checkpoint of its training. */
export function restoredPrior(
  ...[shape, experiment, classes, { values }]: [...Parameters<typeof createPrior>, Checkpoint]
): Prior {
  const prior = createPrior(shape, experiment, classes);
  for (const [i, variable] of prior.parameters.variables.entries()) restore(variable, values[i] as Float32Array);
  return prior;
}

const restore = (variable: Variable, values: Float32Array) =>
  tidy(() => variable.assign(tensor(values, variable.shape as [number])));
