import type { ImageSet } from "../../src/engine/data/dataset";
import { roc } from "../../src/engine/metrics/roc";
import { bits, key, Stream } from "../../src/engine/random";
import { rebuildScores } from "../../src/engine/training/rebuild";
import type { Claim } from "./claim";
import { digits } from "./data";
import { train } from "./train";

const STEPS = 1_000;
const LATENT = 8;
const LEFT_OUT = [0, 3, 6, 9];
const NOISE = 200;
const GOOD = 0.75;
const NEARLY_PERFECT = 0.99;

export const useAnomaly: Claim = {
  id: "use-anomaly",
  statement: "anomalies are rebuilt badly: a class that was left out of training, and noise",
  async run() {
    const { heldOut } = await digits();
    const labels = heldOut.labels as Uint16Array;
    const areas: number[] = [];
    let ofNoise = 1;
    for (const without of LEFT_OUT) {
      const { trainer } = await train({ model: "ae", latent: LATENT, without }, STEPS);
      const score = async (images: ImageSet) => {
        const all = Uint32Array.from({ length: images.count }, (_, i) => i);
        return (await rebuildScores(trainer.model, images, all, "mse", async () => true)) as Float32Array;
      };
      const scores = await score(heldOut);
      const isOdd = Array.from(labels, (label) => label === without);
      areas.push(roc(scores, isOdd).area);
      const ordinary = scores.filter((_, i) => !isOdd[i]);
      const noise = await score(noiseLike(heldOut));
      const area = roc(
        [...ordinary, ...noise],
        [...ordinary, ...noise].map((_, i) => i >= ordinary.length),
      ).area;
      ofNoise = Math.min(ofNoise, area);
    }
    const mean = areas.reduce((sum, area) => sum + area / areas.length, 0);
    const list = areas.map((area, i) => `without ${LEFT_OUT[i]} ${area.toFixed(3)}`);
    return {
      measured: `AUROC of the squared error: ${list.join(", ")}; mean ${mean.toFixed(3)}; of noise at least ${ofNoise.toFixed(3)} (autoencoder, width ${LATENT}, ${STEPS} steps)`,
      should: `mean at least ${GOOD}, each above chance; of noise at least ${NEARLY_PERFECT}`,
      holds: mean >= GOOD && areas.every((area) => area > 0.5) && ofNoise >= NEARLY_PERFECT,
    };
  },
};

function noiseLike(images: ImageSet): ImageSet {
  const { width, height, channels } = images;
  const pixels = Uint8Array.from({ length: NOISE * width * height * channels }, (_, i) => {
    return bits(key(Stream.analysis, 1), i) >>> 24;
  });
  return { width, height, channels, count: NOISE, pixels };
}
