import { type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { CodeDataset } from "../data/codes";
import { type Dataset, type ImageSet, slice } from "../data/dataset";
import { type AnyDataset, gatherSamples, isPoints, type Samples, sampleSize, sliceSamples } from "../data/samples";
import { type Experiment, isPrior, type LiveKnobs, spoilsInput } from "../experiment";
import type { CodeShape } from "../models/model";
import { toBytes } from "./bytes";
import { tend, untended } from "./codebookCare";
import { type Evaluation, evaluate, read } from "./evaluate";
import { evaluatePrior } from "./evaluatePrior";
import { CLOUD, type Frame, STRIP } from "./frame";
import { PriorTrainer } from "./priorTrainer";
import { Trainer } from "./trainer";

/** More held-out samples than this tell the eye nothing new. */
const MOST_EVALUATED = 10_000;

/** The trainer of an autoencoder, or of a prior. */
export type SubjectTrainer = Trainer | PriorTrainer;

/** What a frame shows of the model as it is. */
type Shown = Pick<Frame, "strip" | "stripTilde" | "cloud">;
/** What the model is shown of rows x of samples with these numbers. */
type Spoil = (x: Tensor2D, numbers: readonly number[]) => Tensor2D;

/** What a session trains, and what there is to see of it. */
export interface Subject<Of extends SubjectTrainer = SubjectTrainer> {
  readonly trainer: Of;
  /** Steps until `tend` has something to do: 0 where it has now. */
  readonly untended: number;
  /** What is done between two steps. */
  tend(): Promise<void>;
  /** One pass over the held-out samples; given up where `breathe` answers false. */
  evaluate(knobs: LiveKnobs, breathe: () => Promise<boolean>): Promise<Evaluation | undefined>;
  show(spoil: Spoil): Promise<Shown>;
  /** What the page needs to know of it before its first frame. */
  readonly info: SubjectInfo;
}

export interface SubjectInfo {
  /** The size of a code: a row of z is height · width · dimensions numbers. Of a prior, the grid that it draws. */
  readonly code: CodeShape;
  /** Labels of the held-out samples that are evaluated. */
  readonly labels?: Uint16Array;
  /** The held-out images of the strip: images × pixels, bytes; empty where the samples are no images. */
  readonly strip: Uint8Array;
  /** The held-out points that are shown: points × coordinates. */
  readonly cloud?: Float32Array;
}

/** @throws ImportProblem "left-out" */
export function subjectOf<Of extends SubjectTrainer>(
  dataset: AnyDataset | CodeDataset,
  experiment: Experiment,
): Subject<Of> {
  const subject = isPrior(experiment)
    ? new PriorSubject(new PriorTrainer(dataset as Dataset | CodeDataset, experiment))
    : new ModelSubject(new Trainer(dataset as AnyDataset, experiment));
  return subject as Subject as Subject<Of>;
}

/** An autoencoder, and how it rebuilds held-out samples. */
class ModelSubject implements Subject<Trainer> {
  private readonly heldOut: Samples;
  private readonly shown: Samples;

  constructor(readonly trainer: Trainer) {
    const { heldOut } = trainer.dataset;
    this.heldOut = sliceSamples(heldOut, 0, Math.min(MOST_EVALUATED, heldOut.count));
    this.shown = sliceSamples(heldOut, 0, Math.min(isPoints(heldOut) ? CLOUD : STRIP, heldOut.count));
  }

  get untended(): number {
    return untended(this.trainer);
  }

  tend(): Promise<void> {
    return tend(this.trainer);
  }

  evaluate(knobs: LiveKnobs, breathe: () => Promise<boolean>): Promise<Evaluation | undefined> {
    return evaluate(this.trainer, this.heldOut, knobs, breathe);
  }

  async show(spoil: Spoil): Promise<Shown> {
    const { model, experiment } = this.trainer;
    const { count } = this.shown;
    const numbers = Array.from({ length: count }, (_, i) => i);
    const [rebuilt, seen] = tidy(() => {
      const x = tensor2d(gatherSamples(this.shown, numbers), [count, sampleSize(this.shown)]);
      const xTilde = spoil(x, numbers);
      return [model.rebuild(xTilde), spoilsInput(experiment) && xTilde] as const;
    });
    const [xHat, xTilde] = [await read(rebuilt), seen && (await read(seen))];
    if (isPoints(this.shown)) return { cloud: xHat };
    return { strip: toBytes(xHat), ...(xTilde && { stripTilde: toBytes(xTilde) }) };
  }

  /** Copies: a part of a large array would be sent to the page with all of it. */
  get info(): SubjectInfo {
    const { labels } = this.heldOut;
    return {
      code: this.trainer.model.code,
      ...(isPoints(this.shown)
        ? { strip: new Uint8Array(), cloud: this.shown.positions.slice() }
        : { strip: this.shown.pixels.slice() }),
      ...(labels && { labels: labels.slice() }),
    };
  }
}

/** The first images of a set, in bytes of their own. */
export const stripOf = (images: ImageSet): Uint8Array => slice(images, 0, Math.min(STRIP, images.count)).pixels.slice();

/** A prior. What it draws is asked for: there is nothing to rebuild. */
class PriorSubject implements Subject<PriorTrainer> {
  readonly untended = Number.POSITIVE_INFINITY;

  constructor(readonly trainer: PriorTrainer) {}

  async tend(): Promise<void> {}

  evaluate(_: LiveKnobs, breathe: () => Promise<boolean>): Promise<Evaluation | undefined> {
    return evaluatePrior(this.trainer, breathe);
  }

  async show(): Promise<Shown> {
    return {};
  }

  get info(): SubjectInfo {
    const { height, width } = this.trainer.prior.grid;
    return { code: { height, width, dimensions: 1 }, strip: new Uint8Array() };
  }
}
