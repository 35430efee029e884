import { blockUntilReady, type Array as JaxArray, jit, numpy as np, valueAndGrad } from "@jax-js/jax";
import type { Values } from "./values";
import { ADAM, RATE, type Work } from "./work";

/** The loss of a batch. Owns its arguments, as every function of jax-js does: what is used twice is used once as `.ref`. */
export type Loss = (weights: JaxArray[], batch: JaxArray[]) => JaxArray;

/** jax-js is lazy: this hands over a step, all of which hangs on its loss. The loss stays the caller's. */
export type Issue = (loss: JaxArray) => Promise<void> | undefined;

export const onGpu: Issue = (loss) => {
  loss.ref.gpuBufferSync();
  return undefined;
};
export const onOneThread: Issue = (loss) => {
  loss.ref.dataSync();
  return undefined;
};
/** The library's own way: it shares the work out to threads and lets its caller wait. */
export const onThreads: Issue = async (loss) => {
  await blockUntilReady(loss);
};

/** Weights with their two moments, and the number of steps taken. */
type State = { weights: JaxArray[]; m: JaxArray[]; v: JaxArray[]; count: JaxArray };

export const toJax = ({ data, shape }: Values): JaxArray => np.array(data, { shape: [...shape] });

/** Training as a person would write it with jax-js: one jitted step with the gradient and Adam in it. */
export class JaxTraining implements Work {
  private steps = 0;
  private state: State;
  private last: JaxArray | undefined;
  private readonly train: (state: State, batch: JaxArray[]) => { loss: JaxArray; state: State };

  constructor(
    weights: JaxArray[],
    loss: Loss,
    private readonly batch: (step: number) => readonly Values[],
    private readonly issue: Issue,
  ) {
    const zeros = () => weights.map(({ shape }) => np.zeros(shape));
    this.state = { weights, m: zeros(), v: zeros(), count: np.zeros([]) };
    this.train = jit((state: State, given: JaxArray[]) => {
      const kept = state.weights.map((weight) => weight.ref);
      const [value, gradients] = valueAndGrad(loss)(kept, given);
      return { loss: value, state: adam(state, gradients) };
    });
  }

  step(): Promise<void> | undefined {
    const { loss, state } = this.train(this.state, this.batch(++this.steps).map(toJax));
    this.last?.dispose();
    this.last = loss;
    this.state = state; // the old one was given away
    return this.issue(loss);
  }

  async finish(): Promise<number> {
    await blockUntilReady(this.state);
    const [value = Number.NaN] = (await this.last?.ref.data()) ?? [];
    return value;
  }
}

/** Kingma & Ba 2015, algorithm 1. Owns its arguments. */
function adam(state: State, gradients: JaxArray[]): State {
  const { beta1, beta2, epsilon } = ADAM;
  const count = state.count.add(1);
  const correction = (beta: number) =>
    np
      .exp(count.ref.mul(Math.log(beta)))
      .mul(-1)
      .add(1); // 1 − βᵗ
  const [first, second] = [correction(beta1), correction(beta2)];
  const next: State = { weights: [], m: [], v: [], count };
  for (const [i, gradient] of gradients.entries()) {
    const [weight, m0, v0] = [state.weights[i], state.m[i], state.v[i]] as [JaxArray, JaxArray, JaxArray];
    const m = m0.mul(beta1).add(gradient.ref.mul(1 - beta1));
    const v = v0.mul(beta2).add(np.square(gradient).mul(1 - beta2));
    const deviation = np.sqrt(v.ref.div(second.ref)).add(epsilon);
    next.weights.push(weight.sub(m.ref.div(first.ref).div(deviation).mul(RATE)));
    next.m.push(m);
    next.v.push(v);
  }
  first.dispose();
  second.dispose();
  return next;
}

/** −log p(x) per image of pixels ~ Bernoulli(σ(logits)): max(l, 0) − l·x + log(1 + e^−|l|). Owns its arguments. */
export function bernoulliNll(x: JaxArray, logits: JaxArray): JaxArray {
  const [batch = 1] = logits.shape;
  const tail = np.log1p(np.exp(np.absolute(logits.ref).neg()));
  return np.sum(np.maximum(logits.ref, 0).sub(logits.mul(x)).add(tail)).div(batch);
}
