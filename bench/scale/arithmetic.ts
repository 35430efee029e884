import type { QuantizerShape, VaeShape } from "../training/work/messages";

/** Operations that a formula asks for at each number; a function such as exp counts as one. */
const PER_NUMBER = {
  /** max(h, 0), and its gradient. */
  relu: 1,
  /** z = μ + exp(½ log σ²)·ε, and its gradient with respect to log σ². */
  reparameterize: 4,
  reparameterizeGradient: 2,
  /** ½(μ² + exp(log σ²) − log σ² − 1) and its sum, and the gradients μ and ½(exp(log σ²) − 1), added to those of z. */
  kl: 7,
  klGradient: 5,
  /** max(l, 0) − l·x + log1p(exp(−|l|)) and its sum, and the gradient (sigmoid(l) − x)/B. */
  nll: 8,
  nllGradient: 5,
  /** Kingma & Ba 2015, algorithm 1. */
  adam: 12,
  /** (x − x̂)² and its sum, and the gradient 2(x̂ − x)/B. */
  squaredError: 3,
  squaredErrorGradient: 1,
  /** ‖e‖² − 2·z·e, and whether that is the least so far. */
  nearest: 2,
} as const;

/** Floating-point operations of one training step of the dense VAE, counted from its formulas. */
export function vaeOperations({ hidden, latent, batch }: VaeShape, pixels: number): number {
  const layers = [
    { inputs: pixels, outputs: hidden, relu: true, first: true },
    { inputs: hidden, outputs: latent },
    { inputs: hidden, outputs: latent },
    { inputs: latent, outputs: hidden, relu: true },
    { inputs: hidden, outputs: pixels },
  ];
  let count = 0;
  for (const { inputs, outputs, relu = false, first = false } of layers) {
    const product = 2 * batch * inputs * outputs;
    const bias = batch * outputs;
    count += product + bias; // y = x·W + b
    count += product + bias; // dW = xᵀ·dy, db = Σ dy
    if (!first) count += product; // dx = dy·Wᵀ
    if (relu) count += 2 * PER_NUMBER.relu * batch * outputs;
    count += PER_NUMBER.adam * (inputs + 1) * outputs;
  }
  count += batch * hidden; // h feeds two layers: their gradients are added
  const { reparameterize, reparameterizeGradient, kl, klGradient, nll, nllGradient } = PER_NUMBER;
  count += batch * latent * (reparameterize + reparameterizeGradient + kl + klGradient);
  return count + batch * pixels * (nll + nllGradient);
}

/** The same of a step of the vector quantiser: K codes for N vectors of D numbers. */
export function quantizerOperations({ rows, dimensions, codes }: QuantizerShape): number {
  const { nearest, squaredError, squaredErrorGradient, adam } = PER_NUMBER;
  const numbers = rows * dimensions;
  const search = rows * codes * (2 * dimensions + nearest) + 2 * codes * dimensions; // z·e of each pair, ‖e‖² of each code
  const losses = 3 * numbers * (squaredError + squaredErrorGradient);
  const gradients = 2 * numbers; // two parts of dz are added; dz_q is added to its code
  return search + losses + gradients + adam * codes * dimensions;
}
