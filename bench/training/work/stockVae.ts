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
import { VAE, type VaeStart, vaeStart } from "./vaeStart";
import type { Values } from "./values";
import { ADAM, RATE, tensorWork, type Work } from "./work";

/** The VAE that a person would write with TensorFlow.js alone: its operations, its losses, its Adam. */
class StockVae {
  private steps = 0;
  private readonly optimizer = train.adam(RATE, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  private readonly weights: Readonly<Record<string, Variable>>;

  constructor(private readonly start: VaeStart) {
    const toVariable = ({ data, shape }: Values) => variable(tensor(data, shape as [number]));
    this.weights = Object.fromEntries(
      Object.entries(start.weights).map(([name, values]) => [name, toVariable(values)]),
    );
  }

  /** Takes one step; its loss is still on the device. */
  step(): Scalar {
    const { x, eps } = this.start.batch(++this.steps);
    return tidy(() => {
      const [images, noise] = [x, eps].map(({ data, shape }) => tensor2d(data, shape as [number, number]));
      return this.optimizer.minimize(() => this.loss(images as Tensor2D, noise as Tensor2D), true) as Scalar;
    });
  }

  private loss(x: Tensor2D, eps: Tensor2D): Scalar {
    const h = relu(this.dense(x, "encoder.0"));
    const mu = this.dense(h, "mu");
    const logVar = this.dense(h, "logVar");
    const z = add(mu, mul(exp(mul(0.5, logVar)), eps));
    const logits = this.dense(relu(this.dense(z, "decoder.0")), "output");
    const nll = div(losses.sigmoidCrossEntropy(x, logits, undefined, 0, Reduction.SUM), x.shape[0]);
    const kl = mean(sum(mul(0.5, sub(sub(add(square(mu), exp(logVar)), logVar), 1)), 1));
    return add(nll, kl);
  }

  private dense(x: Tensor, name: string): Tensor {
    return add(matMul(x, this.weights[`${name}.weight`] as Variable), this.weights[`${name}.bias`] as Variable);
  }
}

export async function stockVae(shape = VAE): Promise<Work> {
  const vae = new StockVae(await vaeStart(shape));
  return tensorWork(() => vae.step());
}
