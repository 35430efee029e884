import type { CodeGrid } from "../../../engine/models/model";

/** The size of a grid, for a text. */
export const sizeOf = ({ height, width }: CodeGrid) => ({ height: String(height), width: String(width) });

/** dB of x̂ against x, of pixels in [0, 1]. */
export const psnr = (mse: number): number => -10 * Math.log10(mse);
