/** Points at even places of a square around the origin, `side` a row: x and y of each. */
export function gridPoints(reach: number, side: number): Float32Array {
  const at = (i: number) => reach * ((2 * (i + 0.5)) / side - 1);
  return Float32Array.from({ length: 2 * side * side }, (_, i) => {
    const point = Math.floor(i / 2);
    return at(i % 2 === 0 ? point % side : Math.floor(point / side));
  });
}
