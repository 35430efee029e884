import { gatherSamples } from "../../src/engine/data/samples";
import { gradientFlow } from "../../src/engine/elbo/gradientFlow";
import { exactGradient, gradientDraws } from "../../src/engine/elbo/gradients";
import { sampled } from "../../src/engine/elbo/statistics";
import { TOYS, type ToyId } from "../../src/engine/elbo/toy";
import type { LikelihoodModel } from "../../src/engine/models/model";
import { key, normals, Stream } from "../../src/engine/random";
import type { Claim } from "./claim";
import { digits } from "./data";
import { train } from "./train";
import { VAE_STEPS } from "./vaePrior";

const X = 1.8;
const GUESSES = [
  { mean: -0.6, deviation: 0.8 },
  { mean: 0.9, deviation: 0.3 },
];
const DRAWS = 100_000;
/** Standard errors that a mean may be off. */
const ERRORS = 4;
const BATCH = 32;
const LATENT = 2;

export const reparamGradient: Claim = {
  id: "reparam-gradient",
  statement:
    "sampling stops the gradient, reparameterising lets it through, with far less noise than the score function",
  async run() {
    const eps = normals(key(Stream.analysis), DRAWS);
    let holds = true;
    const rows: string[] = [];
    for (const id of Object.keys(TOYS) as ToyId[])
      for (const q of GUESSES) {
        const draws = gradientDraws(TOYS[id], X, q, eps);
        const truth = exactGradient(TOYS[id], X, q);
        const [pathwise, score] = [sampled(draws.reparameterised), sampled(draws.score)];
        for (const { mean, standardError } of [pathwise, score])
          holds &&= Math.abs(mean - truth) < ERRORS * standardError;
        holds &&= pathwise.variance < score.variance;
        rows.push(
          `${id}, μ ${q.mean}, σ ${q.deviation}: exact ${truth.toFixed(3)}; ` +
            `reparameterised ${describe(pathwise)}; score ${describe(score)}; ` +
            `${(score.variance / pathwise.variance).toFixed(1)} times`,
        );
      }

    const { trainer } = await train({ model: "vae", latent: LATENT, beta: 1 }, VAE_STEPS);
    const x = gatherSamples(
      (await digits()).heldOut,
      Array.from({ length: BATCH }, (_, i) => i),
    );
    const asked = trainer.model as LikelihoodModel;
    const noise = normals(key(Stream.probe), BATCH * LATENT);
    const through = await gradientFlow(asked, x, noise, BATCH, true);
    const stopped = await gradientFlow(asked, x, noise, BATCH, false);
    holds &&= stopped.encoder === 0 && through.encoder > 0 && stopped.decoder > 0;
    return {
      measured:
        `${rows.join("\n")}\ntrained VAE, norm of the reconstruction's gradient at the encoder: ${through.encoder.toFixed(3)} ` +
        `through μ + σε, ${stopped.encoder} through a plain sample (at the decoder ${stopped.decoder.toFixed(3)})`,
      should: `both means within ${ERRORS} standard errors of the exact one, the reparameterised variance the smaller; exactly 0 through a plain sample`,
      holds,
    };
  },
};

const describe = ({ mean, standardError, variance }: ReturnType<typeof sampled>) =>
  `${mean.toFixed(3)} ± ${standardError.toFixed(3)}, variance ${variance.toPrecision(3)}`;
