/** The nearest code of each vector, and the one that comes second. */
export interface NearestTwo {
  readonly indices: Uint16Array;
  readonly nextIndices: Uint16Array;
  /** ‖z − e‖ */
  readonly distances: Float32Array;
  readonly nextDistances: Float32Array;
}

/**
 * @param z [N × D]
 * @param codes [K × D], K ≥ 2
 */
export function nearestTwo(z: Float32Array, codes: Float32Array, D: number): NearestTwo {
  const rows = z.length / D;
  const [indices, nextIndices] = [new Uint16Array(rows), new Uint16Array(rows)];
  const [distances, nextDistances] = [new Float32Array(rows), new Float32Array(rows)];
  for (let n = 0; n < rows; n++) {
    let [first, second] = [0, 0];
    let [least, next] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let k = 0; k * D < codes.length; k++) {
      let square = 0;
      for (let j = 0; j < D; j++) square += ((z[n * D + j] as number) - (codes[k * D + j] as number)) ** 2;
      if (square < least) {
        [second, next] = [first, least];
        [first, least] = [k, square];
      } else if (square < next) {
        [second, next] = [k, square];
      }
    }
    [indices[n], nextIndices[n]] = [first, second];
    [distances[n], nextDistances[n]] = [Math.sqrt(least), Math.sqrt(next)];
  }
  return { indices, nextIndices, distances, nextDistances };
}
