import { add, reshape, type Tensor1D, type Tensor2D, type Tensor4D, type Variable } from "@tensorflow/tfjs-core";
import { lookup } from "../kernels/nearestCode";
import { type Conv, conv, convTranspose } from "../nn/conv";
import type { Parameters } from "../nn/parameters";
import type { Grid } from "./prior";

/** A grid of codes that a prior is conditioned on. */
export type Above = Pick<Grid, "height" | "width" | "levels">;

/** How many numbers a code goes in as. */
const EMBEDDING = 16;
/** Filters of 4 × 4 that step by 2, as those of the autoencoder. */
const FILTER = 4;

interface Shape {
  readonly grid: Grid;
  readonly channels: number;
  /** The level above, half as high and wide. */
  readonly above?: Above | undefined;
  /** Whether it is told where a place is. */
  readonly places: boolean;
}

/**
 * What a prior is told of every place before it draws the first: what lies above it, looked up, looked at and made larger
 * (Razavi et al. 2019, section 3.2: the priors of lower levels are conditioned on the codes above), and where it is, which attention
 * would not know (Chen et al. 2018).
 */
export class Told {
  readonly channels: number;
  private readonly size: readonly [height: number, width: number];
  private readonly ofAbove: { readonly embedding: Variable; readonly look: Conv; readonly enlarge: Conv } | undefined;
  private readonly places: Variable | undefined;

  constructor(parameters: Parameters, { grid, channels, above, places }: Shape) {
    this.channels = channels;
    this.size = [grid.height, grid.width];
    if (above)
      this.ofAbove = {
        embedding: parameters.table("above.embedding", above.levels, EMBEDDING, 1),
        look: parameters.conv("above.look", 3, EMBEDDING, channels),
        enlarge: parameters.convTranspose("above.enlarge", FILTER, channels, channels),
      };
    if (places) this.places = parameters.table("places", grid.height * grid.width, channels, 1);
  }

  /** @param above int32 [B, h, w, 1] @returns [B, H, W, channels], or [1, H, W, channels] where there is nothing above */
  of(above: Tensor4D | undefined): Tensor4D {
    const places = this.places && (reshape(this.places, [1, ...this.size, this.channels]) as Tensor4D);
    if (!this.ofAbove || !above) return places as Tensor4D;
    const { embedding, look, enlarge } = this.ofAbove;
    const [batch, height, width] = above.shape;
    const e = lookup(embedding as unknown as Tensor2D, reshape(above, [-1]) as Tensor1D);
    const seen = conv(reshape(e, [batch, height, width, EMBEDDING]), look, { strides: 1, pad: "same" }, "relu");
    const large = convTranspose(seen, enlarge, this.size, { strides: 2, pad: "same" }, "relu");
    return places ? add(large, places) : large;
  }
}
