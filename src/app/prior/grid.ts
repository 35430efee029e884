import { isPointSummary } from "../../engine/data/samples";
import { type Experiment, isPrior } from "../../engine/experiment";
import type { Grid } from "../../engine/priors/prior";
import type { RunInfo } from "../../workers/protocol";

/** What a run's prior is over, and of what. */
export interface PriorGrid extends Grid {
  /** Codes of an autoencoder rather than pixels. */
  readonly ofCodes: boolean;
}

/** Numbers that are drawn one after the other for an image. */
export const numbersIn = ({ height, width, colours }: Grid): number => height * width * colours;

/** Nothing where the run is of no prior, or not known yet. */
export function priorGrid(experiment: Experiment, info: RunInfo | undefined): PriorGrid | undefined {
  if (!info || !isPrior(experiment) || isPointSummary(info.dataset)) return undefined;
  const { height, width } = info.code;
  const ofCodes = experiment.stage !== "autoencoder";
  return ofCodes
    ? { height, width, colours: 1, levels: experiment.codes, ofCodes }
    : { height, width, colours: info.dataset.channels, levels: experiment.levels, ofCodes };
}
