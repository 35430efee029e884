import type { LiveKnobs } from "../experiment";
import type { Evaluation } from "./evaluate";

/** What a run has to show since the last frame. Pictures may be skipped, numbers never are. */
export interface Frame {
  readonly step: number;
  /** Training examples per second, over the last second or so; 0 while paused. */
  readonly examplesPerSecond: number;
  /** Names of the loss terms, in the order of every row below. */
  readonly terms: readonly string[];
  /** Weight of each term in the total of the last evaluation; none before the first one. */
  readonly weights: readonly number[];
  /** One row a step since the last frame: [total, ...terms]. */
  readonly losses: Float32Array;
  readonly firstStep: number;
  /** The held-out strip rebuilt with the weights as they are: images × pixels, bytes. */
  readonly strip?: Uint8Array;
  /** What the model was shown of it, where that is not the strip itself. */
  readonly stripTilde?: Uint8Array;
  /** The same of points: the first held-out ones, rebuilt: points × coordinates. */
  readonly cloud?: Float32Array;
  /** Present whenever a new pass over the held-out images is complete. */
  readonly evaluation?: Evaluation & { readonly step: number };
  /** Steps that the run it keeps step with is ahead: more than a few while it catches up. Absent where it is alone. */
  readonly behind?: number;
  readonly knobs: LiveKnobs;
}

/** How many held-out images the strip shows. */
export const STRIP = 16;
/** How many held-out points are shown. */
export const CLOUD = 600;
