/** What has grids of codes, one above the other: one of a VQ-VAE, several of a VQ-VAE-2. */
import { tensor1d, tidy } from "@tensorflow/tfjs-core";
import { zOfLevels } from "../engine/models/codeLevels";
import type { DiscreteModel } from "../engine/models/model";
import { drawLevels } from "../engine/priors/drawLevels";
import type { Prior } from "../engine/priors/prior";
import type { SamplingOptions } from "../engine/priors/sampling";
import { read } from "../engine/training/evaluate";
import type { Bench } from "./queries";
import { NoRunError, runningPrior } from "./running";

/** The priors from the coarsest grid down to the one that is trained. @throws NoRunError where one above it is missing */
export const priorsOf = (bench: Bench): readonly Prior[] => [...priorsAbove(bench), runningPrior(bench).trainer.prior];

function priorsAbove({ codec }: Bench): readonly Prior[] {
  if (!codec) return [];
  if (codec.above.length < codec.level) throw new NoRunError();
  return codec.above;
}

/** Draws the codes above those that a prior is about to draw, of each grid, the coarsest first. */
export const drawAbove = (
  bench: Bench,
  options: Pick<SamplingOptions, "labels" | "key" | "temperature">,
): Promise<Int32Array[]> => drawLevels(priorsAbove(bench), options, bench.breathe);

/** x̂ of the codes of some grids, the coarsest first; those below are the mean of their codes. */
export const decodeLevels = (
  model: DiscreteModel,
  codes: readonly Int32Array[],
  samples: number,
): Promise<Float32Array> =>
  read(
    tidy(() => {
      const choices = codes.map((own) => tensor1d(own, "int32"));
      return model.decode(zOfLevels(model, choices, samples));
    }),
  );
