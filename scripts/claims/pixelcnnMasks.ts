import { tensor4d } from "@tensorflow/tfjs-core";
import { PixelCnn } from "../../src/engine/priors/pixelCnn";
import { drawsIn, type Grid } from "../../src/engine/priors/prior";
import { receptiveField } from "../../src/engine/priors/receptiveField";
import { bits, key } from "../../src/engine/random";
import type { Claim } from "./claim";

/** So small that what the layers reach is all that there is before a pixel. */
const SIDE = 7;
const LAYERS = 3;

export const pixelcnnMasks: Claim = {
  id: "pixelcnn-masks",
  statement: "a masked convolution sees only what came before",
  async run() {
    const said: string[] = [];
    let holds = true;
    for (const stack of ["plain", "gated"] as const) {
      for (const colours of [1, 3] as const) {
        const grid: Grid = { height: SIDE, width: SIDE, colours, levels: 4 };
        const prior = new PixelCnn({ grid, stack, channels: 6, layers: LAYERS, classes: 0, seed: 3 });
        const count = drawsIn(grid);
        const corner = count - SIDE * colours; // far from what lies to the right
        const x = tensor4d(
          Int32Array.from({ length: count }, (_, i) => bits(key(9), i) % 4),
          [1, SIDE, SIDE, colours],
          "int32",
        );
        let [ahead, blind] = [0, 0];
        for (let place = 0; place < count; place++) {
          const field = await receptiveField(prior, x, place);
          ahead = Math.max(ahead, ...field.subarray(place));
          if (place === corner) blind = field.subarray(0, place).filter((slope) => slope === 0).length;
        }
        said.push(
          `${stack}, ${colours === 1 ? "grey" : "RGB"}: ${ahead} ahead, ${blind} of the ${corner} before the last row unseen from its first pixel`,
        );
        holds &&= ahead === 0 && (stack === "gated" ? blind === 0 : blind > 0);
      }
    }
    return {
      measured: `largest derivative of any number's logits by itself or what is drawn after it, ${SIDE} × ${SIDE} pixels: ${said.join("; ")}`,
      should: "exactly 0 ahead; a blind spot with one stack, and none with two",
      holds,
    };
  },
};
