import { tidy } from "@tensorflow/tfjs-core";
import { type Evaluation, read } from "./evaluate";
import type { PriorTrainer } from "./priorTrainer";

/** Held-out samples of a pass: a prior's is dear. */
const MOST = 512;
const CHUNK = 64;

/**
 * −log p(x) of held-out samples, nats, with the weights as they are now.
 * @param breathe called between chunks, to let waiting queries in; when it answers false, the pass is given up
 */
export async function evaluatePrior(
  trainer: PriorTrainer,
  breathe: () => Promise<boolean>,
): Promise<Evaluation | undefined> {
  const count = Math.min(MOST, trainer.dataset.heldOut.count);
  let sum = 0;
  for (let start = 0; start < count; start += CHUNK) {
    const size = Math.min(CHUNK, count - start);
    const indices = Uint32Array.from({ length: size }, (_, i) => start + i);
    const [nll] = await read(
      tidy(() => {
        const { x, label, above } = trainer.heldOut(indices);
        return trainer.prior.nll(x, label, above);
      }),
    );
    sum += (nll as number) * size;
    if (!(await breathe())) return undefined;
  }
  const mean = sum / count;
  return { count, losses: Float32Array.of(mean, mean) };
}
