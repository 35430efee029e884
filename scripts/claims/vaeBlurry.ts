import { tensor2d } from "@tensorflow/tfjs-core";
import { gather } from "../../src/engine/data/batches";
import { key, normals, Stream } from "../../src/engine/random";
import { read } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { digits } from "./data";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

const LATENTS = [2, 16];
const IMAGES = 500;

/** Half of the claim: that a VQ-VAE lies between waits for one. */
export const vaeBlurry: Claim = {
  id: "vae-blurry",
  statement: "a VAE's images tend to be blurry",
  async run() {
    const { heldOut } = await digits();
    const { width } = heldOut;
    const pixels = gather(heldOut, [...Array(IMAGES).keys()]);
    const ofData = sharpness(pixels, width);
    const lines: string[] = [];
    let holds = true;
    for (const latent of LATENTS) {
      const { model } = (await train({ model: "vae", latent, beta: 1 }, VAE_STEPS)).trainer;
      const x = tensor2d(pixels, [IMAGES, pixels.length / IMAGES]);
      const z = tensor2d(normals(key(Stream.analysis), IMAGES * latent), [IMAGES, latent]);
      const rebuilt = sharpness(await read(model.decode(model.encode(x).mu)), width);
      const samples = sharpness(await read(model.decode(z)), width);
      lines.push(`z of ${latent}: reconstructions ${share(rebuilt, ofData)}, samples ${share(samples, ofData)}`);
      holds &&= rebuilt < ofData && samples < ofData;
    }
    return {
      measured: `sharpness of the held-out digits ${ofData.toFixed(4)}; of a VAE's ${lines.join("; ")} of that (${VAE_STEPS} steps)`,
      should: "the VAE's reconstructions and samples are less sharp than the data",
      holds,
    };
  },
};

/** Mean squared difference of neighbouring pixels, across and down, of square images side by side in memory. */
function sharpness(pixels: Float32Array, side: number): number {
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < pixels.length; i++) {
    const value = pixels[i] as number;
    const [column, row] = [i % side, Math.floor(i / side) % side];
    for (const j of [column < side - 1 ? i + 1 : -1, row < side - 1 ? i + side : -1]) {
      if (j < 0) continue;
      sum += ((pixels[j] as number) - value) ** 2;
      pairs++;
    }
  }
  return sum / pairs;
}

const share = (value: number, of: number) => `${Math.round((100 * value) / of)} %`;
