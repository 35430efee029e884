import { type ScaleLinear, scaleLinear } from "d3";

/** Where z lies across a picture of the toy: the same for what is above and below each other. */
export function zScale(z: ArrayLike<number>, width: number): ScaleLinear<number, number> {
  return scaleLinear([z[0] as number, z[z.length - 1] as number], [40, width - 12]);
}
