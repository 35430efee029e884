import { pca, pcaError } from "../../src/engine/metrics/pca";
import type { Claim } from "./claim";
import { digits } from "./data";
import { train } from "./train";

const WIDTH = 8;
const LINEAR_STEPS = 4_000;
const STEPS = 1_500;
const CLOSE = 0.02;
/** "Clearly": a fifth of the error gone. */
const CLEARLY = 0.8;

export const aeBeatsPca: Claim = {
  id: "ae-beats-pca",
  statement: "it is a nonlinear dimension reduction: without its nonlinearity it is PCA",
  async run() {
    const { train: seen, heldOut } = await digits();
    const rest = async () => {};
    const ofPca = await pcaError(await pca(seen, WIDTH, rest), heldOut, rest);
    const linear = await train({ model: "ae", network: "linear", latent: WIDTH }, LINEAR_STEPS);
    const nonlinear = await train({ model: "ae", latent: WIDTH }, STEPS);
    const [toPca, beyond] = [linear.evaluation.mse / ofPca, nonlinear.evaluation.mse / ofPca];
    return {
      measured:
        `at width ${WIDTH}, held-out MSE: PCA ${ofPca.toFixed(5)}; ` +
        `linear ${linear.evaluation.mse.toFixed(5)} = ${toPca.toFixed(4)} × PCA (${LINEAR_STEPS} steps); ` +
        `nonlinear ${nonlinear.evaluation.mse.toFixed(5)} = ${beyond.toFixed(4)} × PCA (${STEPS} steps)`,
      should: `linear within ${100 * CLOSE} % of PCA, nonlinear below ${CLEARLY} × PCA`,
      holds: Math.abs(toPca - 1) <= CLOSE && beyond < CLEARLY,
    };
  },
};
