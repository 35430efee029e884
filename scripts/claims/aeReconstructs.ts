import { type ImageSet, imageSize } from "../../src/engine/data/dataset";
import type { Claim } from "./claim";
import { digits } from "./data";
import { train } from "./train";

const BOTTLENECKS = [1, 2, 4, 8, 16, 32, 64];
const STEPS = 1_500;

export const aeReconstructs: Claim = {
  id: "ae-reconstructs",
  statement: "an encoder squeezes x into a small z, a decoder rebuilds it",
  async run() {
    const { train: seen, heldOut } = await digits();
    const ofMean = errorOfMean(seen, heldOut);
    const errors: number[] = [];
    for (const latent of BOTTLENECKS) {
      const { evaluation } = await train({ model: "ae", latent }, STEPS);
      errors.push(evaluation.mse);
    }
    const falls = errors.every((error, i) => error < (errors[i - 1] ?? ofMean));
    const list = BOTTLENECKS.map((latent, i) => `${latent}: ${errors[i]?.toFixed(5)}`).join(", ");
    return {
      measured: `held-out MSE of the mean image ${ofMean.toFixed(5)}; of a bottleneck of ${list} (${STEPS} steps)`,
      should: "every error below the mean image's, and smaller the wider the bottleneck",
      holds: falls,
    };
  },
};

/** Mean squared error per pixel of answering every held-out image with the mean of the training images. */
function errorOfMean(seen: ImageSet, heldOut: ImageSet): number {
  const pixels = imageSize(seen);
  const mean = new Float64Array(pixels);
  for (let i = 0; i < seen.pixels.length; i++)
    mean[i % pixels] = (mean[i % pixels] as number) + (seen.pixels[i] as number) / (255 * seen.count);
  let sum = 0;
  for (let i = 0; i < heldOut.pixels.length; i++)
    sum += ((heldOut.pixels[i] as number) / 255 - (mean[i % pixels] as number)) ** 2;
  return sum / heldOut.pixels.length;
}
