import type { Dataset, ImageSet } from "../../src/engine/data/dataset";
import { DEFAULT_EXPERIMENT, type Experiment } from "../../src/engine/experiment";
import { evaluate, read } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import type { Claim } from "./claim";
import { digits } from "./data";
import { trainPrior } from "./discrete";

const PIXELCNN_STEPS = 700;
const VAE_STEPS = 1_500;
const PIXELS = { model: "pixelCnn", levels: 2, channels: 16, layers: 3, batch: 32, learningRate: 0.002 } as const;
const VAE = { model: "vae", latent: 16, beta: 1 } as const;

/** All on digits of black and white pixels, so that each model gives a probability of the same thing. */
export const pixelcnnLikelihood: Claim = {
  id: "pixelcnn-likelihood",
  statement: "a PixelCNN models the joint distribution of pixel values exactly",
  async run() {
    const data = blackAndWhite(await digits());
    const pixels = data.train.width * data.train.height;
    const independent = independentPixels(data);
    const bound = await negativeElbo(data, { ...DEFAULT_EXPERIMENT, ...VAE });
    const { nll } = await trainPrior(data, PIXELS, PIXELCNN_STEPS);
    const said = (nats: number) => `${nats.toFixed(1)} nats (${(nats / pixels / Math.LN2).toFixed(3)} bits a pixel)`;
    return {
      measured: `held-out digits in black and white: PixelCNN ${said(nll)} after ${PIXELCNN_STEPS} steps, independent pixels ${said(independent)}, a VAE's bound ${said(bound)} after ${VAE_STEPS}`,
      should: "the PixelCNN's below both",
      holds: nll < independent && nll < bound,
    };
  },
};

function blackAndWhite(data: Dataset): Dataset {
  const convert = (images: ImageSet): ImageSet => ({
    ...images,
    pixels: images.pixels.map((byte) => (byte > 127 ? 255 : 0)),
  });
  return { ...data, train: convert(data.train), heldOut: convert(data.heldOut) };
}

/** −Σ log p_i(x_i) of held-out images, with the share of training images whose pixel i is ink for p_i (one more of each kind). */
function independentPixels({ train, heldOut }: Dataset): number {
  const size = train.width * train.height;
  const ink = new Float64Array(size);
  for (const [i, byte] of train.pixels.entries()) ink[i % size] = (ink[i % size] as number) + (byte > 0 ? 1 : 0);
  let sum = 0;
  for (const [i, byte] of heldOut.pixels.entries()) {
    const p = ((ink[i % size] as number) + 1) / (train.count + 2);
    sum -= Math.log(byte > 0 ? p : 1 - p);
  }
  return sum / heldOut.count;
}

async function negativeElbo(data: Dataset, experiment: Experiment): Promise<number> {
  const trainer = new Trainer(data, experiment);
  for (let step = 0; step < VAE_STEPS; step++) await read(trainer.train(experiment));
  const evaluation = await evaluate(trainer, data.heldOut, experiment, async () => true);
  trainer.dispose();
  return evaluation?.losses[0] as number;
}
