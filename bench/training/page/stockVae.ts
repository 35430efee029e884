import {
  add,
  div,
  exp,
  losses,
  matMul,
  mean,
  mul,
  Reduction,
  relu,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor2d,
  tidy,
  train,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { gather } from "../../../src/engine/data/batches";
import { key, normals, Stream } from "../../../src/engine/random";
import type { Trainer } from "../../../src/engine/training/trainer";

/** The VAE that a person would write with TensorFlow.js alone: its operations, its losses, its Adam. */
export class StockVae {
  private steps = 0;
  private readonly optimizer: ReturnType<typeof train.adam>;

  private constructor(
    private readonly twin: Trainer,
    private readonly weights: Readonly<Record<string, Variable>>,
  ) {
    this.optimizer = train.adam(twin.experiment.learningRate, 0.9, 0.999, 1e-8);
  }

  /** Starts from the weights that the trainer has, and sees the same batches with the same noise. */
  static async like(twin: Trainer): Promise<StockVae> {
    const { names, variables } = twin.model.parameters;
    const weights: Record<string, Variable> = {};
    for (const [i, source] of variables.entries()) {
      const values = Float32Array.from(await source.data<"float32">());
      weights[names[i] as string] = variable(tensor(values, source.shape as [number]));
    }
    return new StockVae(twin, weights);
  }

  /** Takes one step; its loss is still on the device. */
  step(): Scalar {
    this.steps++;
    const { batches, dataset, experiment } = this.twin;
    const indices = batches.at(this.steps);
    const { width, height } = dataset.train;
    const [rows, latent] = [indices.length, experiment.latent];
    return tidy(() => {
      const x = tensor2d(gather(dataset.train, indices), [rows, width * height]);
      const eps = tensor2d(normals(key(experiment.seed, Stream.epsilon, this.steps), rows * latent), [rows, latent]);
      return this.optimizer.minimize(() => this.loss(x, eps), true) as Scalar;
    });
  }

  private loss(x: Tensor2D, eps: Tensor2D): Scalar {
    const h = relu(this.dense(x, "encoder.0"));
    const mu = this.dense(h, "mu");
    const logVar = this.dense(h, "logVar");
    const z = add(mu, mul(exp(mul(0.5, logVar)), eps));
    const logits = this.dense(relu(this.dense(z, "decoder.0")), "logits");
    const nll = div(losses.sigmoidCrossEntropy(x, logits, undefined, 0, Reduction.SUM), x.shape[0]);
    const kl = mean(sum(mul(0.5, sub(sub(add(square(mu), exp(logVar)), logVar), 1)), 1));
    return add(nll, kl);
  }

  private dense(x: Tensor, name: string): Tensor {
    return add(matMul(x, this.weights[`${name}.weight`] as Variable), this.weights[`${name}.bias`] as Variable);
  }
}
