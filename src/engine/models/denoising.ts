import { Autoencoder } from "./autoencoder";

/**
 * Denoising autoencoder (Vincent et al. 2008): shown x̃, x with noise on it, it is asked for x as it was.
 *
 *     L = 1/P · ‖x − g(f(x̃))‖²,  x̃ ~ q(x̃|x)   (Vincent et al. 2010, eq. 8)
 *
 * The network and the loss are the autoencoder's: what changes is that its x̃ is no longer x. What it learns points from
 * x̃ to where the data lie: with Gaussian noise, (x̂ − x̃)/σ² is the gradient of log p(x̃) (Alain & Bengio 2014).
 */
export class DenoisingAutoencoder extends Autoencoder {}
