/** Reach of the manifold and of the sliders before anything is known of an autoencoder's latents. */
const PRIOR_REACH = 3;

/** How far the latents reach from the origin: the prior's bulk for a VAE, what the encoder uses for an autoencoder. */
export function reachOf(mu: Float32Array | undefined, prior: boolean): number {
  if (prior || !mu || mu.length === 0) return PRIOR_REACH;
  const meanSquare = mu.reduce((sum, value) => sum + value * value, 0) / mu.length;
  const reach = 2.2 * Math.sqrt(meanSquare);
  // Steps of a quarter of an octave, so that the frame stands still while the latents breathe.
  return reach > 0 ? 2 ** (Math.ceil(4 * Math.log2(reach)) / 4) : PRIOR_REACH;
}
