import { slice } from "../../src/engine/data/dataset";
import { DEFAULT_EXPERIMENT } from "../../src/engine/experiment";
import { key, normals, Stream } from "../../src/engine/random";
import { evaluate } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { digits } from "./data";
import { DoubleVae } from "./doublePrecision";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

/** One chunk of an evaluation, so that its noise can be drawn again. */
const IMAGES = 250;
const LATENT = 2;
const SAMPLES = [1, 5, 50];
const ADDS_UP = 1e-6;
/** Single against double precision, through two layers of up to 784 sums each. */
const SAME = 1e-5;

export const elboTerms: Claim = {
  id: "elbo-terms",
  statement: "ELBO = reconstruction − KL, a lower bound on log p(x)",
  async run() {
    const { trainer } = await train({ model: "vae", latent: LATENT, beta: 1 }, VAE_STEPS);
    const images = slice((await digits()).heldOut, 0, IMAGES);
    const ledger = await evaluate(trainer, images, DEFAULT_EXPERIMENT, async () => true);
    if (!ledger) throw new Error("the evaluation was given up");
    const [total, reconstruction, kl] = ledger.losses as unknown as [number, number, number];
    const sumError = Math.abs(total - (reconstruction + kl)) / total;

    const again = await recompute(await DoubleVae.of(trainer), images.pixels);
    const worst = Math.max(
      relative(reconstruction, again.reconstruction),
      relative(kl, again.kl),
      relative(total, again.reconstruction + again.kl),
    );
    const bounds = [-(again.expectedReconstruction + again.kl), ...again.iwae.slice(1)];
    const list = SAMPLES.map((k, i) => `${k === 1 ? "ELBO" : `IWAE-${k}`} ${bounds[i]?.toFixed(2)}`);
    return {
      measured:
        `ledger ${reconstruction.toFixed(3)} + ${kl.toFixed(3)} = ${total.toFixed(3)}, off by ${sumError.toExponential(1)}; ` +
        `against double precision ${worst.toExponential(1)}; ${list.join(" ≤ ")} nats (${IMAGES} held-out images)`,
      should: `adds up to ${ADDS_UP}, equals the recomputation to ${SAME}, and the bounds rise with the samples`,
      holds: sumError <= ADDS_UP && worst <= SAME && bounds.every((bound, i) => bound >= (bounds[i - 1] ?? bound)),
    };
  },
};

const relative = (value: number, truth: number) => Math.abs(value - truth) / Math.abs(truth);

/** Means over the images, nats: the ledger with the evaluation's own ε, and IWAE-k over fresh ones (Burda et al. 2016). */
async function recompute(vae: DoubleVae, pixels: Uint8Array) {
  const size = pixels.length / IMAGES;
  const eps = normals(key(Stream.epsilon, 0), IMAGES * LATENT);
  const most = Math.max(...SAMPLES);
  const fresh = normals(key(Stream.analysis), IMAGES * most * LATENT);
  const sums = { reconstruction: 0, expectedReconstruction: 0, kl: 0, iwae: SAMPLES.map(() => 0) };
  for (let n = 0; n < IMAGES; n++) {
    const x = Float64Array.from(pixels.subarray(n * size, (n + 1) * size), (byte) => Math.fround(byte / 255));
    const { mu, logVar } = vae.encode(x);
    const draw = (noise: Float32Array, at: number) =>
      mu.map((m, d) => m + Math.exp((logVar[d] as number) / 2) * (noise[at * LATENT + d] as number));
    sums.reconstruction += vae.nll(x, draw(eps, n));
    sums.kl += mu.reduce((sum, m, d) => {
      const l = logVar[d] as number;
      return sum + 0.5 * (m * m + Math.exp(l) - l - 1);
    }, 0);
    // log w = log p(x|z) + log p(z) − log q(z|x)
    const logWeights = Array.from({ length: most }, (_, s) => {
      const at = n * most + s;
      const z = draw(fresh, at);
      const nll = vae.nll(x, z);
      sums.expectedReconstruction += nll / most;
      return z.reduce((sum, value, d) => {
        const noise = fresh[at * LATENT + d] as number;
        return sum + 0.5 * (noise * noise - value * value + (logVar[d] as number));
      }, -nll);
    });
    for (const [i, k] of SAMPLES.entries()) sums.iwae[i] = (sums.iwae[i] as number) + meanOfGroups(logWeights, k);
  }
  return {
    reconstruction: sums.reconstruction / IMAGES,
    expectedReconstruction: sums.expectedReconstruction / IMAGES,
    kl: sums.kl / IMAGES,
    iwae: sums.iwae.map((sum) => sum / IMAGES),
  };
}

/** The mean, over groups of k, of log (1/k Σ w). */
function meanOfGroups(logWeights: readonly number[], k: number): number {
  const groups = Math.floor(logWeights.length / k);
  let sum = 0;
  for (let g = 0; g < groups; g++) {
    const group = logWeights.slice(g * k, (g + 1) * k);
    const most = Math.max(...group);
    sum += most + Math.log(group.reduce((total, value) => total + Math.exp(value - most), 0) / k);
  }
  return sum / groups;
}
