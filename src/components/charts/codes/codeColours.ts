import { interpolateSinebow, rgb } from "d3";
import type { Patches } from "./patches";

/** Turns by which neighbouring codes are as far apart as they can be, however many there are: the golden section. */
const TURN = 0.618034;

/** A colour for each code, as pictures of one pixel: the same colour is the same code. */
export function codeColours(choices: number): Patches {
  const pixels = new Uint8Array(3 * choices);
  for (let k = 0; k < choices; k++) {
    const { r, g, b } = rgb(interpolateSinebow((k * TURN) % 1));
    pixels.set([r, g, b], 3 * k);
  }
  return { pixels, width: 1, height: 1, channels: 3 };
}
