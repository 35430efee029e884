import type { Scalar, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { isPoints, type Samples } from "../data/samples";
import type { Experiment } from "../experiment";
import { ResidentImages } from "../kernels/batch";
import { type Corruption, corrupt } from "../kernels/corrupt";
import { noise } from "../kernels/noise";
import { ResidentPoints } from "../kernels/pointBatch";
import { type Batch, type CodeShape, codeSize, type Draw } from "../models/model";
import { enlarged } from "../nn/dropout";
import { key, Stream } from "../random";

/** The keys of a step's noise. */
export type Draws = Readonly<Record<"epsilon" | "corruption" | "direction", Draw>>;

type Spoiling = Pick<Experiment, "model" | "corruption">;

/** The noise of a step: f(seed, step), so that a run can be repeated and resumed. */
export function drawsOf(seed: number, step: number) {
  return {
    epsilon: key(seed, Stream.epsilon, step),
    corruption: key(seed, Stream.corruption, step),
    direction: key(seed, Stream.direction, step),
  } satisfies Draws;
}

/** What a model is fed while it learns: batches of the training samples, spoilt where it is to mend them, and noise. */
export class Feed {
  private readonly samples: ResidentImages | ResidentPoints;

  constructor(
    samples: Samples,
    private readonly experiment: Experiment,
    /** The size of the model's code. */
    private readonly code: CodeShape,
  ) {
    this.samples = isPoints(samples) ? new ResidentPoints(samples) : new ResidentImages(samples);
  }

  batch(indices: Uint32Array | Tensor1D, draws: Draws, strength: number | Scalar): Batch {
    const rows = indices instanceof Uint32Array ? indices.length : indices.size;
    const width = codeSize(this.code);
    return {
      ...this.shown(indices, draws, strength),
      direction: draws.direction,
      get eps() {
        return noise<Tensor2D>("normal", draws.epsilon, [rows, width]); // [B, D]
      },
    };
  }

  /** x and x̃. */
  private shown(indices: Uint32Array | Tensor1D, draws: Draws, strength: number | Scalar) {
    const { model, corruption } = this.experiment;
    const kind = kindOf(this.experiment);
    if (kind && this.samples instanceof ResidentImages) {
      const spoilt = this.samples.corruptedBatch(indices, { kind, strength }, draws.corruption);
      return { x: spoilt.x, xTilde: rescaled(spoilt.xTilde, this.experiment, strength) };
    }
    const x = this.samples.batch(indices); // [B, P]
    const dropsOut = model === "dae" && corruption === "hiddenDropout";
    return {
      x,
      xTilde: spoil(x, this.experiment, strength, draws.corruption),
      ...(dropsOut && { dropout: draws.corruption }),
    };
  }

  /** What must be on the GPU before a step is recorded. */
  get tensors() {
    return this.samples.tensors;
  }

  dispose(): void {
    this.samples.dispose();
  }
}

/** x̃, what the model is shown of x: x itself unless it is a denoising autoencoder whose input is spoilt. */
export function spoil(x: Tensor2D, experiment: Spoiling, strength: number | Scalar, draw: Draw): Tensor2D {
  const kind = kindOf(experiment);
  return kind ? rescaled(corrupt(x, { kind, strength }, draw), experiment, strength) : x;
}

/** Which pixels are hit, and how; nothing where none are. A dropout hits as masking does. */
function kindOf({ model, corruption }: Spoiling): Corruption["kind"] | undefined {
  if (model !== "dae" || corruption === "hiddenDropout") return undefined;
  return corruption === "dropout" ? "masking" : corruption;
}

/** What a dropout leaves is made larger, so that the expectation stays. */
const rescaled = (xTilde: Tensor2D, { corruption }: Spoiling, strength: number | Scalar): Tensor2D =>
  corruption === "dropout" ? enlarged(xTilde, strength) : xTilde;
