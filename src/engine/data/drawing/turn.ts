/** Cosine and sine that every machine computes alike: + − × alone, which `Math.sin` and its kin do not promise. */

/** Where a point of the unit circle lies after this many full turns from (1, 0) towards (0, 1); within 10⁻¹⁴ of the truth. */
export function turn(turns: number): { cos: number; sin: number } {
  const quarter = Math.round(4 * turns);
  const near = onShortArc((turns - quarter / 4) * 2 * Math.PI);
  switch (quarter - 4 * Math.floor(quarter / 4)) {
    case 0:
      return near;
    case 1:
      return { cos: -near.sin, sin: near.cos };
    case 2:
      return { cos: -near.cos, sin: -near.sin };
    default:
      return { cos: near.sin, sin: -near.cos };
  }
}

/** Taylor's series for |angle| ≤ π⁄4, where the first term left out is below 10⁻¹⁵. */
function onShortArc(angle: number): { cos: number; sin: number } {
  const square = angle * angle;
  let cos = 1;
  let sin = 1;
  for (let n = 16; n >= 2; n -= 2) {
    cos = 1 - (square * cos) / (n * (n - 1));
    sin = 1 - (square * sin) / (n * (n + 1));
  }
  return { cos, sin: angle * sin };
}
