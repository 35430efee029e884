import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { gather } from "../../src/engine/data/batches";
import type { ImageSet } from "../../src/engine/data/dataset";
import { distancesToNearest, NearestData } from "../../src/engine/metrics/nearestData";
import { key, normals, Stream } from "../../src/engine/random";
import { read } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { digits } from "./data";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

const LATENTS = [2, 16];
const SAMPLES = 500;

interface Measured {
  /** Mean distance of samples to the nearest of 2,000 training images. */
  readonly distance: number;
  /** Mean share of the 10 nearest that are of one class. */
  readonly confidence: number;
  /** Mean distance of held-out images to the nearest sample. */
  readonly coverage: number;
}

export const vaeGenerates: Claim = {
  id: "vae-generates",
  statement: "a VAE generates new data, z ~ N(0, I) → decoder; an autoencoder of the same sizes does not",
  async run() {
    const { train: seen, heldOut } = await digits();
    const near = new NearestData(seen);
    const measure = async (samples: Tensor2D, compared = samples): Promise<Measured> => {
      const { distance, confidence = Number.NaN } = await near.look(compared);
      const distances = await read(distancesToNearest(imagesOf(heldOut), samples));
      return { distance, confidence, coverage: distances.reduce((sum, value) => sum + value) / distances.length };
    };
    // Training images as samples; those are in the training images, so held-out ones are compared with them.
    const real = await measure(imagesOf(seen), imagesOf(heldOut));
    const lines = [`real digits: ${describe(real)}`];
    let holds = true;
    for (const latent of LATENTS) {
      const z = tensor2d(normals(key(Stream.analysis), SAMPLES * latent), [SAMPLES, latent]);
      const [ae, vae] = await Promise.all(
        (
          [
            { model: "ae", latent },
            { model: "vae", latent, beta: 1 },
          ] as const
        ).map(async (change) => measure((await train(change, VAE_STEPS)).trainer.model.decode(z))),
      );
      if (!ae || !vae) throw new Error("nothing was measured");
      lines.push(`z of ${latent}: AE ${describe(ae)}; VAE ${describe(vae)}`);
      holds &&= vae.distance < ae.distance && vae.coverage < ae.coverage;
    }
    return {
      measured: `${lines.join("\n")}\n(${SAMPLES} samples of each, ${VAE_STEPS} steps)`,
      should: "the VAE's samples are nearer to data than the AE's, and held-out data nearer to them",
      holds,
    };
  },
};

const imagesOf = (set: ImageSet): Tensor2D =>
  tensor2d(gather(set, [...Array(SAMPLES).keys()]), [SAMPLES, set.width * set.height]);

const describe = ({ distance, confidence, coverage }: Measured) =>
  `sample → nearest data ${distance.toFixed(2)}, data → nearest sample ${coverage.toFixed(2)}, recognised ${Math.round(100 * confidence)} %`;
