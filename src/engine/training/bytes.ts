/** Pixels in [0, 1] as bytes; a linear decoder's overshoot is cut off. */
export function toBytes(pixels: Float32Array): Uint8Array {
  return Uint8Array.from(pixels, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
}
