/** Minimising a smooth convex function of many numbers by L-BFGS (Nocedal & Wright 2006, algorithm 7.5). */
import type { Pace } from "./chunks";

const MEMORY = 10;
const MOST_ITERATIONS = 1000;
const MOST_HALVINGS = 40;
/** Share of the promised decrease that a step must bring (Armijo 1966). */
const SUFFICIENT = 1e-4;

interface Value {
  readonly loss: number;
  readonly gradient: Float64Array;
}

interface Minimum {
  readonly parameters: Float64Array;
  /** Whether the largest entry of the gradient is within the tolerance. */
  readonly converged: boolean;
}

/**
 * @param evaluate loss and gradient, or undefined to give up
 * @returns undefined when given up
 */
export async function minimise(
  start: Float64Array,
  evaluate: (parameters: Float64Array) => Promise<Value | undefined>,
  tolerance: number,
  progress: Pace["progress"],
): Promise<Minimum | undefined> {
  let parameters = start;
  let now = await evaluate(parameters);
  const pairs: { s: Float64Array; y: Float64Array }[] = [];
  const first = now ? largest(now.gradient) : 0;
  for (let iteration = 0; now; iteration++) {
    const size = largest(now.gradient);
    if (size <= tolerance || iteration === MOST_ITERATIONS) return { parameters, converged: size <= tolerance };
    // Gradients shrink geometrically, so that their logarithm tells how far it is.
    progress?.(Math.min(1, Math.max(0, Math.log(first / size) / Math.log(first / tolerance))));
    const direction = descent(now.gradient, pairs);
    const slope = dot(direction, now.gradient);
    let step = pairs.length > 0 ? 1 : Math.min(1, 1 / size);
    let next: { parameters: Float64Array; value: Value } | undefined;
    for (let halving = 0; halving < MOST_HALVINGS && !next; halving++, step /= 2) {
      const tried = parameters.map((p, i) => p + step * (direction[i] as number));
      const value = await evaluate(tried);
      if (!value) return undefined;
      if (value.loss <= now.loss + SUFFICIENT * step * slope) next = { parameters: tried, value };
    }
    if (!next) return { parameters, converged: false }; // rounding hides any further decrease
    const s = difference(next.parameters, parameters);
    const y = difference(next.value.gradient, now.gradient);
    if (dot(s, y) > 1e-12 * dot(y, y)) pairs.push({ s, y });
    if (pairs.length > MEMORY) pairs.shift();
    parameters = next.parameters;
    now = next.value;
  }
  return undefined;
}

/** −H·gradient for the inverse Hessian H that the last steps suggest (Nocedal & Wright 2006, algorithm 7.4). */
function descent(gradient: Float64Array, pairs: { s: Float64Array; y: Float64Array }[]): Float64Array {
  const direction = gradient.map((g) => -g);
  const add = (scale: number, v: Float64Array) => {
    for (let i = 0; i < v.length; i++) direction[i] = (direction[i] as number) + scale * (v[i] as number);
  };
  const alphas: number[] = [];
  for (const { s, y } of pairs.toReversed()) {
    const alpha = dot(s, direction) / dot(s, y);
    alphas.push(alpha);
    add(-alpha, y);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = dot(last.s, last.y) / dot(last.y, last.y);
    for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] as number) * scale;
  }
  for (const { s, y } of pairs) add((alphas.pop() as number) - dot(y, direction) / dot(s, y), s);
  return direction;
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const difference = (a: Float64Array, b: Float64Array) => a.map((value, i) => value - (b[i] as number));
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
