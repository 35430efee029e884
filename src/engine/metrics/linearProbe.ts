import { inChunks, type Pace } from "./chunks";
import { checkLabels, countRows, type Features } from "./features";
import { minimise } from "./minimise";
import type { Labelled } from "./nearestNeighbours";

/** A linear classifier: class scores are x·W + b. */
export interface LinearProbe {
  readonly dimensions: number;
  readonly classes: number;
  readonly weights: Float64Array; // [classes × D]
  readonly bias: Float64Array; // [classes]; −∞ for a class that never occurred in training
  /** Whether the gradient became as small as asked. */
  readonly converged: boolean;
}

/**
 * Linear probe (Alain & Bengio 2016): multinomial logistic regression on all rows at once, to convergence.
 * Minimises ½ ‖W‖² + C · Σ −log softmax(x·W + b)[label]; the bias is free. The minimum is unique up to a constant added
 * to the bias, whose mean is set to 0. Columns are taken as they are: standardise them first where their scales differ.
 *
 * @param c the inverse strength of the penalty, > 0, as in scikit-learn
 * @param tolerance the largest entry of the gradient of the loss per row at which to stop
 * @returns undefined when given up
 * @throws RangeError where there are no rows, c is not positive, a label is no class or a value is not finite
 */
export async function trainLinearProbe(
  data: Labelled,
  classes: number,
  c: number,
  { breathe, progress }: Pace,
  tolerance = 1e-5,
): Promise<LinearProbe | undefined> {
  const { dimensions, values, labels } = data;
  const rows = countRows(data);
  checkLabels(labels, rows, classes);
  if (rows === 0) throw new RangeError("A probe cannot be trained on no rows.");
  if (!(c > 0 && c < Number.POSITIVE_INFINITY)) throw new RangeError(`C must be positive and finite, not ${c}.`);
  // A class that never occurs would push its bias towards −∞ for ever: it is left out.
  const present = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const index = new Map(present.map((label, i) => [label, i]));
  const targets = Uint32Array.from(labels, (label) => index.get(label) as number);
  const width = dimensions + 1; // of a class: its weights, then its bias

  const lossAndGradient = async (parameters: Float64Array) => {
    const gradient = new Float64Array(parameters.length);
    let loss = 0;
    const finished = await inChunks(rows, 2 * parameters.length, breathe, (start, end) => {
      const p = new Float64Array(present.length);
      for (let i = start; i < end; i++) {
        for (let k = 0; k < p.length; k++) p[k] = score(parameters, k * width, dimensions, values, i);
        const target = targets[i] as number;
        const own = p[target] as number;
        loss += toProbabilities(p) - own;
        p[target] = (p[target] as number) - 1;
        for (let k = 0; k < p.length; k++) {
          const error = p[k] as number;
          const first = k * width;
          for (let d = 0; d < dimensions; d++)
            gradient[first + d] = (gradient[first + d] as number) + error * (values[i * dimensions + d] as number);
          gradient[first + dimensions] = (gradient[first + dimensions] as number) + error;
        }
      }
    });
    if (!finished) return undefined;
    for (let i = 0; i < parameters.length; i++) {
      const weight = i % width === dimensions ? 0 : (parameters[i] as number);
      loss += (weight * weight) / (2 * c);
      gradient[i] = ((gradient[i] as number) + weight / c) / rows;
    }
    return { loss: loss / rows, gradient };
  };
  const found = await minimise(new Float64Array(present.length * width), lossAndGradient, tolerance, progress);
  return found && { ...unpack(found.parameters, present, dimensions, classes), converged: found.converged };
}

/** Probabilities of the classes for each row: [count × classes]. */
export function probeProbabilities(probe: LinearProbe, features: Features): Float64Array {
  const { dimensions, classes, weights, bias } = probe;
  const rows = countRows(features);
  if (features.dimensions !== dimensions)
    throw new RangeError(`The probe reads ${dimensions} dimensions, the rows have ${features.dimensions}.`);
  const all = new Float64Array(rows * classes);
  for (let i = 0; i < rows; i++) {
    const p = all.subarray(i * classes, (i + 1) * classes);
    for (let k = 0; k < classes; k++) {
      let sum = bias[k] as number;
      for (let d = 0; d < dimensions; d++)
        sum += (weights[k * dimensions + d] as number) * (features.values[i * dimensions + d] as number);
      p[k] = sum;
    }
    toProbabilities(p);
  }
  return all;
}

/** The likeliest class of each row. */
export function classifyByProbe(probe: LinearProbe, features: Features): Uint32Array {
  const all = probeProbabilities(probe, features);
  return Uint32Array.from({ length: all.length / probe.classes }, (_, i) => {
    const p = all.subarray(i * probe.classes, (i + 1) * probe.classes);
    return p.indexOf(Math.max(...p));
  });
}

function score(
  parameters: Float64Array,
  first: number,
  dimensions: number,
  values: Features["values"],
  row: number,
): number {
  let sum = parameters[first + dimensions] as number;
  for (let d = 0; d < dimensions; d++)
    sum += (parameters[first + d] as number) * (values[row * dimensions + d] as number);
  return sum;
}

/** Softmax in place; returns log Σ exp(score). */
function toProbabilities(scores: Float64Array): number {
  const most = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp((scores[k] as number) - most);
    total += scores[k] as number;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / total;
  return most + Math.log(total);
}

function unpack(parameters: Float64Array, present: number[], dimensions: number, classes: number) {
  const weights = new Float64Array(classes * dimensions);
  const bias = new Float64Array(classes).fill(Number.NEGATIVE_INFINITY);
  const width = dimensions + 1;
  const meanBias =
    present.reduce((sum, _, i) => sum + (parameters[i * width + dimensions] as number), 0) / present.length;
  present.forEach((label, i) => {
    weights.set(parameters.subarray(i * width, i * width + dimensions), label * dimensions);
    bias[label] = (parameters[i * width + dimensions] as number) - meanBias;
  });
  return { dimensions, classes, weights, bias };
}
