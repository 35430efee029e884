import { reshape, slice, type Tensor1D, tensor1d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { drawFrom } from "../kernels/causalWalk";
import { read } from "../training/evaluate";
import { codesAbove } from "./plan";
import { drawsIn, type Prior } from "./prior";
import { type Drawer, Sampling, type SamplingOptions } from "./sampling";

/**
 * The definition, and what others are compared with: for each number the whole network runs on the whole images, and the logits of all
 * other places are thrown away.
 */
class NaiveDrawer implements Drawer {
  private x = new Int32Array();
  private last = new Float32Array();

  constructor(
    private readonly prior: Prior,
    private readonly options: SamplingOptions,
  ) {}

  start(values: Int32Array): void {
    this.x = values.slice();
  }

  async draw(from: number, until: number): Promise<void> {
    const { key, temperature = 1 } = this.options;
    const { levels } = this.prior.grid;
    const draws = drawsIn(this.prior.grid);
    for (let i = from; i < until; i++) {
      this.last = await this.logitsAt(i);
      for (let at = i; at < this.x.length; at += draws) {
        const image = Math.floor(at / draws);
        const scores = this.last.subarray(image * levels, (image + 1) * levels);
        if ((this.x[at] as number) < 0) this.x[at] = drawFrom(scores, key, at * levels, temperature);
      }
    }
  }

  private logitsAt(place: number): Promise<Float32Array<ArrayBuffer>> {
    const { height, width, colours, levels } = this.prior.grid;
    const { labels, above } = this.options;
    const batch = labels.length;
    const logits = tidy(() => {
      const known = this.x.map((value) => Math.max(0, value)); // no logit sees what is not drawn yet
      const x = tensor4d(known, [batch, height, width, colours], "int32");
      const given = above && codesAbove(this.prior, above);
      const all = this.prior.logits(x, tensor1d([...labels], "int32") as Tensor1D, given);
      return slice(reshape(all, [batch, -1, levels]), [0, place, 0], [batch, 1, levels]);
    });
    return read(logits) as Promise<Float32Array<ArrayBuffer>>;
  }

  async values(): Promise<Int32Array> {
    return this.x;
  }

  async logits(): Promise<Float32Array> {
    return this.last;
  }

  dispose(): void {}
}

/** Starts to draw images with the prior as it is at each moment. */
export const sampleNaively = (prior: Prior, options: SamplingOptions): Sampling =>
  Sampling.of(new NaiveDrawer(prior, options), drawsIn(prior.grid), options);
