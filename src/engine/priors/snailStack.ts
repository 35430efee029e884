import type { Parameters } from "../nn/parameters";
import { type CausalConv, causalConvs, FIRST, type Layers, OTHERS, type Stack, type StackShape } from "./layers";

interface Block {
  readonly look: CausalConv;
  readonly lookTold: CausalConv;
  readonly out: CausalConv;
  readonly query: CausalConv;
  readonly queryTold: CausalConv;
  readonly seen: CausalConv;
  readonly seenTold: CausalConv;
  readonly merge: CausalConv;
}

/** d: numbers of a key, of each colour (Chen et al. 2018, section 3). */
const KEYS = 16;

/**
 * PixelSNAIL: blocks of a gated convolution and of attention over everything before, so that a pixel sees all of them at once, however
 * far away (Chen, Mishra, Rohaninejad & Abbeel 2018, An Improved Autoregressive Generative Model, figure 2). One convolution a block
 * and no more than one head; attention sees its own place too, where only what came before has been looked at.
 */
export class SnailStack implements Stack {
  readonly outputs: number;
  private readonly first: CausalConv;
  private readonly firstTold: CausalConv;
  private readonly blocks: readonly Block[];

  constructor(parameters: Parameters, { inputs, colours, channels: p, layers, classes, told }: StackShape) {
    const conv = causalConvs(parameters, colours);
    const keys = KEYS * colours;
    this.outputs = p;
    this.first = conv("first", "A", FIRST, [inputs, p], classes);
    this.firstTold = conv("first.told", "rows", 1, [told, p]);
    this.blocks = Array.from({ length: layers }, (_, i) => ({
      look: conv(`block.${i}.look`, "B", OTHERS, [p, 2 * p], classes),
      lookTold: conv(`block.${i}.look.told`, "rows", 1, [told, 2 * p]),
      out: conv(`block.${i}.out`, "B", 1, [p, p]),
      query: conv(`block.${i}.query`, "B", 1, [p, keys]),
      queryTold: conv(`block.${i}.query.told`, "rows", 1, [told, keys]),
      seen: conv(`block.${i}.seen`, "B", 1, [p, keys + p]),
      seenTold: conv(`block.${i}.seen.told`, "rows", 1, [told, keys + p]),
      merge: conv(`block.${i}.merge`, "B", 1, [p, p]),
    }));
  }

  /** h ← h + W₁·gate(W₂ ∗ relu(h)), then h ← h + W₃·attention(h) */
  through<Map>(on: Layers<Map>, x: Map, given?: Map): Map {
    const told = given as Map; // of places, which it always is
    let h = on.conv(x, this.first, { plus: on.conv(told, this.firstTold) });
    for (const block of this.blocks) {
      const looked = on.conv(on.relu(h), block.look, { plus: on.conv(told, block.lookTold) });
      h = on.conv(on.gate(looked), block.out, { plus: h });
      const query = on.conv(h, block.query, { plus: on.conv(told, block.queryTold) });
      const seen = on.conv(h, block.seen, { plus: on.conv(told, block.seenTold) });
      h = on.conv(on.attend(query, seen), block.merge, { plus: h });
    }
    return h;
  }
}
