import { klPerDimension } from "../../src/engine/metrics/latentStatistics";
import type { Latents } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { train } from "./train";

export const VAE_STEPS = 1_500;
const LATENT = 2;
/** How much of a dimension's KL may be a misfit of the aggregate rather than information about the image. */
const MOST_MISFIT = 0.1;

/**
 * The mean KL of a dimension is the information in it plus KL(q(z) ‖ p(z)), the misfit of the aggregate posterior
 * (Hoffman & Johnson 2016). The misfit is taken from the aggregate's two moments, and compared with an autoencoder's.
 */
export const vaePrior: Claim = {
  id: "vae-prior",
  statement: "the latent is a distribution, with a standard normal prior",
  async run() {
    const posterior = (await train({ model: "vae", latent: LATENT, beta: 1 }, VAE_STEPS)).evaluation.latents as Latents;
    const codes = (await train({ model: "ae", latent: LATENT }, VAE_STEPS)).evaluation.latents as Latents;
    const kl = klPerDimension(posterior as Required<Latents>);
    const dimensions = Array.from({ length: LATENT }, (_, d) => ({
      kl: kl[d] as number,
      vae: aggregateMoments(posterior, d),
      ae: aggregateMoments(codes, d),
    }));
    const list = dimensions.map(
      ({ kl, vae, ae }, d) =>
        `z${d + 1}: mean KL ${kl.toFixed(3)} nats, of the aggregate ${describe(vae)}; the autoencoder's z${d + 1} ${describe(ae)}`,
    );
    return {
      measured: `${list.join("\n")}\n(held out, ${VAE_STEPS} steps)`,
      should: `misfit to N(0, 1) at most ${100 * MOST_MISFIT} % of the mean KL, and below the autoencoder's, in every dimension`,
      holds: dimensions.every(
        ({ kl, vae, ae }) => kl > 0 && misfit(vae) <= MOST_MISFIT * kl && misfit(vae) < misfit(ae),
      ),
    };
  },
};

interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** KL(N(mean, variance) ‖ N(0, 1)), nats. */
const misfit = ({ mean, variance }: Moments) => 0.5 * (mean * mean + variance - Math.log(variance) - 1);

const describe = (moments: Moments) =>
  `mean ${moments.mean.toFixed(2)}, variance ${moments.variance.toFixed(2)}, misfit ${misfit(moments).toFixed(3)} nats`;

/** Moments of one dimension of q(z) = 1/N Σ q(z|xₙ): mean E[μ], variance Var[μ] + E[σ²]; an autoencoder has no σ. */
function aggregateMoments({ dimensions, mu, logVar }: Latents, dimension: number): Moments {
  const count = mu.length / dimensions;
  const average = (value: (i: number) => number) => {
    let sum = 0;
    for (let i = dimension; i < mu.length; i += dimensions) sum += value(i);
    return sum / count;
  };
  const mean = average((i) => mu[i] as number);
  const variance = average((i) => ((mu[i] as number) - mean) ** 2 + (logVar ? Math.exp(logVar[i] as number) : 0));
  return { mean, variance };
}
