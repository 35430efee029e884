import type { Tensor } from "@tensorflow/tfjs-core";

/** Something that trains. */
export interface Work {
  /** Takes one step; what it computes may still be under way when it returns. A promise is to be awaited before the next step. */
  step(): Promise<void> | undefined;
  /** Waits until every step taken is done, and gives the loss of the last one. */
  finish(): Promise<number>;
}

/** The learning rate of every peer; the other constants of Adam are PyTorch's. */
export const RATE = 0.001;
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Work whose steps give their loss as a tensor of TensorFlow.js, with the loss itself as its first number. */
export function tensorWork(step: () => Tensor): Work {
  let loss: Tensor | undefined;
  return {
    step() {
      loss?.dispose();
      loss = step();
      return undefined;
    },
    /** The loss of the last step is read after everything that was queued before, its update of the weights included. */
    async finish() {
      const [value = Number.NaN] = (await loss?.data()) ?? [];
      return value;
    },
  };
}
