/** n of the largest 2ⁿ that is not above `count`. */
const bitsOf = (count: number): number => Math.floor(Math.log2(count));

/** How many codes a lattice may have: a power of 2, so that it has as many values in one dimension as in another, or twice as many. */
export const latticeSize = (codes: number): number => 2 ** bitsOf(codes);

/** How many values each of D coordinates may have: powers of 2 whose product is K; 1 where there are more coordinates than bits. */
export function latticeSides(codes: number, dimensions: number): number[] {
  const bits = bitsOf(codes);
  return Array.from(
    { length: dimensions },
    (_, j) => 2 ** (Math.floor(bits / dimensions) + (j < bits % dimensions ? 1 : 0)),
  );
}

/**
 * The codes of finite scalar quantisation (Mentzer et al. 2024): all points of a lattice in the cube [−1, 1]^D whose sides are evenly
 * divided; a coordinate of one value is 0.
 * @param codes K, a power of 2
 * @returns [K · D], the last coordinate running fastest
 */
export function lattice(codes: number, dimensions: number): Float32Array<ArrayBuffer> {
  const sides = latticeSides(codes, dimensions);
  const points = new Float32Array(codes * dimensions);
  for (let k = 0; k < codes; k++) {
    for (let j = dimensions - 1, rest = k; j >= 0; j--) {
      const side = sides[j] as number;
      points[k * dimensions + j] = side === 1 ? 0 : (2 * (rest % side)) / (side - 1) - 1;
      rest = Math.floor(rest / side);
    }
  }
  return points;
}
