import type { Parameters } from "../nn/parameters";
import { type CausalConv, causalConvs, FIRST, type Layers, OTHERS, type Stack, type StackShape } from "./layers";

interface Block {
  readonly narrow: CausalConv;
  readonly look: CausalConv;
  readonly widen: CausalConv;
  /** From what it is told of every place. */
  readonly told: CausalConv | undefined;
}

/**
 * The first PixelCNN: a convolution with mask A, then residual blocks with mask B, 2p channels wide and p inside
 * (van den Oord et al. 2016, Pixel Recurrent Neural Networks, section 3.5, figure 5 and table 1).
 *
 * Each layer sees a triangle above its pixel; what lies beside it to the right, a layer further up never sees: the blind spot.
 */
export class PlainStack implements Stack {
  readonly outputs: number;
  private readonly first: CausalConv;
  private readonly blocks: readonly Block[];

  constructor(parameters: Parameters, { inputs, colours, channels: p, layers, classes, told }: StackShape) {
    const conv = causalConvs(parameters, colours);
    this.outputs = 2 * p;
    this.first = conv("first", "A", FIRST, [inputs, 2 * p], classes);
    this.blocks = Array.from({ length: layers }, (_, i) => ({
      narrow: conv(`block.${i}.narrow`, "B", 1, [2 * p, p]),
      look: conv(`block.${i}.look`, "B", OTHERS, [p, p], classes),
      widen: conv(`block.${i}.widen`, "B", 1, [p, 2 * p]),
      told: told > 0 ? conv(`block.${i}.told`, "rows", 1, [told, p]) : undefined,
    }));
  }

  /** h ← h + W₃·relu(W₂ ∗ relu(W₁·relu(h))) */
  through<Map>(on: Layers<Map>, x: Map, told?: Map): Map {
    let h = on.conv(x, this.first);
    for (const { narrow, look, widen, told: layer } of this.blocks) {
      const inside = on.conv(on.relu(h), narrow, { relu: true });
      const plus = layer && told ? { plus: on.conv(told, layer) } : {};
      h = on.conv(on.conv(inside, look, { ...plus, relu: true }), widen, { plus: h });
    }
    return h;
  }
}
