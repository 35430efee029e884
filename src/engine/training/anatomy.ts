import { keep, type Scalar, slice, type Tensor, tidy, variableGrads } from "@tensorflow/tfjs-core";
import type { LiveKnobs } from "../experiment";
import { adamSchedule, CONSTANTS } from "../kernels/adam";
import type { Posterior } from "../models/model";
import { type Part, partOf } from "../nn/locks";
import { annealed, total } from "./baseTrainer";
import { read } from "./evaluate";
import type { Trainer } from "./trainer";

/** One layer's part in a step; all three are root mean squares over its numbers. */
export interface LayerAnatomy {
  readonly name: string;
  readonly part: Part;
  readonly size: number;
  readonly weight: number;
  readonly gradient: number;
  /** What Adam takes off the weights; 0 of a part that is locked, and of codes that follow a moving average. */
  readonly update: number;
}

/** A training step, taken apart: every intermediate of its first samples, its loss, and what happens to each layer. */
export interface StepAnatomy {
  readonly step: number;
  readonly batch: number;
  /** Samples that the intermediates below are of: the first of the batch. */
  readonly shown: number;
  readonly x: Float32Array; // [shown × P]
  readonly xTilde: Float32Array; // [shown × P]
  readonly mu: Float32Array; // [shown × D]
  readonly logVar?: Float32Array; // [shown × D]
  readonly eps: Float32Array; // [shown × D]
  readonly z: Float32Array; // [shown × D]
  readonly xHat: Float32Array; // [shown × P]
  readonly total: number;
  readonly terms: readonly { readonly name: string; readonly value: number; readonly weight: number }[];
  readonly layers: readonly LayerAnatomy[];
}

/**
 * Takes a step apart without taking it: the same batch, noise and schedule that the trainer would use, on the weights as they
 * are now. Asked for a step that has just been taken, it tells what that batch costs after the update.
 */
export async function anatomy(trainer: Trainer, knobs: LiveKnobs, step: number, shown: number): Promise<StepAnatomy> {
  const { model } = trainer;
  const passKnobs = annealed(knobs, step);
  const kept: Record<string, Tensor> = {};
  const weights: Record<string, number> = {};
  const grads = tidy(() => {
    const batch = trainer.batchOf(step, knobs);
    const { x, xTilde, eps } = batch;
    const result = variableGrads(() => {
      const pass = model.pass(batch, passKnobs);
      const { mu, logVar, z }: Posterior & { z: Tensor } = pass;
      const images = { x, xTilde, mu, eps, z, xHat: pass.xHat, ...(logVar && { logVar }) };
      for (const [name, tensor] of Object.entries(images))
        kept[name] = keep(slice(tensor, 0, Math.min(shown, x.shape[0])));
      for (const [name, { value, weight }] of Object.entries(pass.terms)) {
        kept[`term ${name}`] = keep(value.clone());
        weights[name] = weight as number;
      }
      const sum = total(pass.terms);
      kept.total = keep(sum.clone());
      return sum as Scalar;
    }, model.parameters.variables);
    result.value.dispose();
    return result.grads;
  });
  const values = Object.fromEntries(
    await Promise.all(
      Object.entries(kept).map(async ([name, tensor]) => [name, (await read(tensor)).slice()] as const),
    ),
  ) as Record<string, Float32Array>;
  const of = (name: string) => values[name] as Float32Array;
  const schedule = adamSchedule(step, knobs.learningRate);
  const layers: LayerAnatomy[] = [];
  for (const { name, value, m, v } of trainer.parts) {
    const differentiated = grads[value.name];
    const gradient = differentiated ? await read(differentiated) : new Float32Array(value.size);
    const part = partOf(name);
    const [numbers, first, second] = await Promise.all([value.data(), m.data(), v.data()]);
    layers.push({
      name,
      part,
      size: value.size,
      weight: rootMeanSquare(value.size, (i) => numbers[i] as number),
      gradient: rootMeanSquare(value.size, (i) => gradient[i] as number),
      update:
        trainer.isLocked(name) || !differentiated
          ? 0
          : rootMeanSquare(value.size, (i) =>
              adamStep(gradient[i] as number, first[i] as number, second[i] as number, schedule),
            ),
    });
  }
  return {
    step,
    batch: trainer.batches.size,
    shown: of("x").length === 0 ? 0 : Math.min(shown, trainer.batches.size),
    x: of("x"),
    xTilde: of("xTilde"),
    mu: of("mu"),
    ...(values.logVar && { logVar: values.logVar }),
    eps: of("eps"),
    z: of("z"),
    xHat: of("xHat"),
    total: of("total")[0] as number,
    terms: Object.entries(weights).map(([name, weight]) => ({ name, weight, value: of(`term ${name}`)[0] as number })),
    layers,
  };
}

/** What Adam takes off one weight (Kingma & Ba 2015, algorithm 1). */
function adamStep(g: number, m: number, v: number, [rate, correction]: readonly [number, number]): number {
  const { beta1, beta2, epsilon } = CONSTANTS;
  const first = beta1 * m + (1 - beta1) * g;
  const second = beta2 * v + (1 - beta2) * g * g;
  return (rate * first) / (Math.sqrt(second) / correction + epsilon);
}

function rootMeanSquare(count: number, value: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += value(i) ** 2;
  return Math.sqrt(sum / count);
}
