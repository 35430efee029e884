import { dispose, type Tensor, tensor1d, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { type CausalTensors, causalDraw } from "../kernels/causalDraw";
import { encode } from "../kernels/causalProgram";
import { CausalWalk } from "../kernels/causalWalk";
import { CAUSAL_DRAW, hasKernel } from "../kernels/names";
import { type Plan, planOf } from "./plan";
import { drawsIn, type Prior } from "./prior";
import { type Drawer, Sampling, type SamplingOptions } from "./sampling";

/** Draws with a kernel of the backend, on tensors that stay where they lie. */
class KernelDrawer implements Drawer {
  private readonly fixed: Pick<CausalTensors, "steps" | "weights" | "logits">;
  private started: Pick<CausalTensors, "state" | "values"> | undefined;

  constructor(
    private readonly plan: Plan,
    levels: number,
    private readonly options: SamplingOptions,
  ) {
    this.fixed = {
      steps: tensor1d(encode(plan.program), "int32"),
      weights: tensor1d(plan.program.weights),
      logits: zeros([options.labels.length, levels]),
    };
  }

  start(values: Int32Array): void {
    const { labels } = this.options;
    if (this.started) dispose({ ...this.started });
    this.started = {
      state: tensor2d(this.plan.states(labels), [labels.length, this.plan.program.stride]),
      values: tensor2d(values.slice(), [labels.length, values.length / labels.length], "int32"),
    };
  }

  /** A row at a time, so that no call is long. */
  draw(from: number, until: number): void {
    const { key, temperature = 1 } = this.options;
    const { width, colours } = this.plan.program;
    const row = width * colours;
    for (let at = from; at < until; at += row - (at % row))
      causalDraw(this.tensors, { from: at, until: Math.min(until, at + row - (at % row)), key, temperature });
  }

  async values(): Promise<Int32Array> {
    return (await this.tensors.values.data()) as Int32Array;
  }

  async logits(): Promise<Float32Array> {
    return (await this.tensors.logits.data()) as Float32Array;
  }

  dispose(): void {
    dispose(Object.values(this.tensors) as Tensor[]);
  }

  private get tensors(): CausalTensors {
    return { ...this.fixed, ...(this.started as Pick<CausalTensors, "state" | "values">) };
  }
}

/** The same in plain TypeScript. */
class WalkingDrawer implements Drawer {
  private readonly walk: CausalWalk;
  private state = new Float32Array();
  private drawn = new Int32Array();
  private readonly last: Float32Array;

  constructor(
    private readonly plan: Plan,
    levels: number,
    private readonly options: SamplingOptions,
  ) {
    this.walk = new CausalWalk(plan.program);
    this.last = new Float32Array(options.labels.length * levels);
  }

  start(values: Int32Array): void {
    this.state = this.plan.states(this.options.labels) as Float32Array<ArrayBuffer>;
    this.drawn = values.slice();
  }

  draw(from: number, until: number): void {
    const { key, temperature = 1 } = this.options;
    const { state, drawn: values, last: logits } = this;
    this.walk.draw({ state, values, logits }, { from, until, key, temperature });
  }

  async values(): Promise<Int32Array> {
    return this.drawn;
  }

  async logits(): Promise<Float32Array> {
    return this.last;
  }

  dispose(): void {}
}

/**
 * Starts to draw images with the weights that the prior has now. What layers have made of the pixels so far is kept, so that a number
 * costs the work of one pixel (Ramachandran et al. 2017, Fast Generation for Convolutional Autoregressive Models).
 */
export async function sampleIncrementally(prior: Prior, options: SamplingOptions): Promise<Sampling> {
  const plan = await planOf(prior, options.above);
  const DrawerHere = hasKernel(CAUSAL_DRAW) ? KernelDrawer : WalkingDrawer;
  return Sampling.of(new DrawerHere(plan, prior.grid.levels, options), drawsIn(prior.grid), options);
}
