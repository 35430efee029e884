import type { Parameters } from "../nn/parameters";
import { type CausalConv, causalConvs, FIRST, type Layers, OTHERS, type Stack, type StackShape } from "./layers";

interface GatedLayer {
  readonly vertical: CausalConv;
  readonly horizontal: CausalConv;
  /** From the vertical stack to the horizontal one. */
  readonly across: CausalConv;
  readonly out: CausalConv;
  /** From what it is told of every place. */
  readonly told: CausalConv | undefined;
}

/**
 * The gated PixelCNN: a vertical stack that sees all rows above, and a horizontal one that sees its own row so far and is told by the
 * other; each layer is y = tanh(W_f ∗ x + V_fᵀ·label) ⊙ σ(W_g ∗ x + V_gᵀ·label)
 * (van den Oord et al. 2016, Conditional Image Generation with PixelCNN Decoders, eq. 2 and 4, figure 2). It has no blind spot.
 */
export class GatedStack implements Stack {
  readonly outputs: number;
  private readonly layers: readonly GatedLayer[];

  constructor(parameters: Parameters, { inputs, colours, channels: p, layers, classes, told }: StackShape) {
    const conv = causalConvs(parameters, colours);
    this.outputs = p;
    this.layers = Array.from({ length: layers + 1 }, (_, i) => {
      const [from, side] = i === 0 ? [inputs, FIRST] : [p, OTHERS];
      return {
        vertical: conv(`layer.${i}.vertical`, i === 0 ? "above" : "rows", side, [from, 2 * p], classes),
        horizontal: conv(`layer.${i}.horizontal`, i === 0 ? "A" : "B", [1, side], [from, 2 * p], classes),
        across: conv(`layer.${i}.across`, "rows", 1, [2 * p, 2 * p]),
        out: conv(`layer.${i}.out`, "B", 1, [p, p]),
        told: told > 0 ? conv(`layer.${i}.told`, "rows", 1, [told, 2 * p]) : undefined,
      };
    });
  }

  /**
   * The horizontal stack adds what it has seen so far; its first layer, whose own pixel it must not see, cannot. What is known of a place
   * from the start is told to the vertical stack, which tells it across.
   */
  through<Map>(on: Layers<Map>, x: Map, told?: Map): Map {
    let [v, h] = [x, x];
    for (const { vertical, horizontal, across, out, told: layer } of this.layers) {
      const above = on.conv(v, vertical, layer && told ? { plus: on.conv(told, layer) } : {}); // [2p]
      const before = on.conv(h, horizontal, { plus: on.conv(above, across) }); // [2p]
      const y = on.gate(before);
      h = on.conv(y, out, h === x ? {} : { plus: h });
      v = on.gate(above);
    }
    return h;
  }
}
