import { type Array as JaxArray, nn, numpy as np } from "@jax-js/jax";
import { bernoulliNll, type Loss, toJax } from "./jaxTraining";
import type { VaeStart } from "./vaeStart";
import type { Values } from "./values";

/** In the order in which the loss takes them, each a weight and a bias. */
const LAYERS = ["encoder.0", "mu", "logVar", "decoder.0", "output"];

export function jaxVaeWeights({ weights }: VaeStart): JaxArray[] {
  return LAYERS.flatMap((name) => [`${name}.weight`, `${name}.bias`]).map((name) => toJax(weights[name] as Values));
}

/** −ELBO of the VAE. */
export const jaxVaeLoss: Loss = (weights, batch) => {
  const [x, eps] = batch as [JaxArray, JaxArray];
  const dense = (input: JaxArray, layer: number) =>
    np.matmul(input, weights[2 * layer] as JaxArray).add(weights[2 * layer + 1] as JaxArray);
  const h = nn.relu(dense(x.ref, 0));
  const mu = dense(h.ref, 1);
  const logVar = dense(h, 2);
  const z = mu.ref.add(np.exp(logVar.ref.mul(0.5)).mul(eps));
  const logits = dense(nn.relu(dense(z, 3)), 4);
  const kl = np.square(mu).add(np.exp(logVar.ref)).sub(logVar).sub(1).mul(0.5);
  return bernoulliNll(x, logits).add(np.mean(np.sum(kl, 1)));
};
