/**
 * Counter-based random numbers: value = f(seed, stream, counter), with no hidden state.
 *
 * A run that is resumed at step 4,212 therefore draws exactly what the uninterrupted run would have drawn,
 * and the same few integer operations can be repeated in WGSL and in WebAssembly.
 * The hash is PCG-RXS-M-XS-32 (O'Neill 2014), recommended for this use by Jarzynski & Olano (2020).
 */

/** One independent stream of numbers for each thing that needs chance. */
export const Stream = {
  init: 1,
  shuffle: 2,
  epsilon: 3,
  probe: 4,
  data: 5,
  analysis: 6,
  corruption: 7,
  direction: 8,
  codebook: 9,
} as const;

function pcg(input: number): number {
  const state = (Math.imul(input, 747796405) + 2891336453) >>> 0;
  const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277803737) >>> 0;
  return ((word >>> 22) ^ word) >>> 0;
}

/** Mixes any number of integers into one 32-bit key, e.g. `key(seed, Stream.epsilon, step)`. */
export function key(...parts: number[]): number {
  return parts.reduce((mixed, part) => pcg((mixed ^ part) >>> 0), 0x9e3779b9);
}

/** The `counter`-th 32 random bits of a key, as an integer in [0, 2³²). */
export const bits = (streamKey: number, counter: number): number => pcg((streamKey + counter) >>> 0);

/** The `counter`-th uniform number of a key, in (0, 1): never exactly 0, so that its logarithm is finite. */
export function uniform(streamKey: number, counter: number): number {
  return (bits(streamKey, counter) + 0.5) / 4294967296;
}

/** `count` draws from N(0, 1) by Box & Muller (1958). */
export function normals(streamKey: number, count: number): Float32Array {
  const out = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(uniform(streamKey, i)));
    const angle = 2 * Math.PI * uniform(streamKey, i + 1);
    out[i] = radius * Math.cos(angle);
    if (i + 1 < count) out[i + 1] = radius * Math.sin(angle);
  }
  return out;
}

/** `count` uniform numbers in (0, 1). */
export function uniforms(streamKey: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => uniform(streamKey, i));
}

/**
 * `count` draws of the standard Gumbel distribution, −ln(−ln(1 − u)): adding them to logits and taking the largest draws from
 * softmax(logits) (Gumbel 1954; Maddison, Tarlow & Minka 2014).
 */
export function gumbels(streamKey: number, count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => -Math.log(-Math.log1p(-uniform(streamKey, i))));
}

/** A random order of 0 … count−1 (Fisher & Yates 1938). */
export function permutation(streamKey: number, count: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform(streamKey, i) * (i + 1));
    const swapped = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swapped;
  }
  return order;
}
