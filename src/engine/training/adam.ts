import {
  add,
  div,
  mul,
  type NamedTensorMap,
  sqrt,
  square,
  sub,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from "@tensorflow/tfjs-core";

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba 2015, algorithm 1), with PyTorch's constants.
 * Its moments are part of a checkpoint, and its learning rate may differ at every step: the two reasons it is written out here.
 */
export class Adam {
  /** First and second moment of each parameter: m₀, v₀, m₁, v₁, … */
  readonly moments: Variable[];

  constructor(private readonly parameters: readonly Variable[]) {
    const zeros = (like: Variable) => tidy(() => variable(zerosLike(like), false));
    this.moments = parameters.flatMap((parameter) => [zeros(parameter), zeros(parameter)]);
  }

  /** One update. `step` counts from 1; `gradients` are by variable name. */
  update(gradients: NamedTensorMap, step: number, learningRate: number): void {
    const correction1 = 1 - BETA_1 ** step;
    const correction2 = Math.sqrt(1 - BETA_2 ** step);
    this.parameters.forEach((parameter, i) => {
      const m = this.moments[2 * i] as Variable;
      const v = this.moments[2 * i + 1] as Variable;
      tidy(() => {
        const g = gradients[parameter.name] as Tensor;
        m.assign(add(mul(m, BETA_1), mul(g, 1 - BETA_1)));
        v.assign(add(mul(v, BETA_2), mul(square(g), 1 - BETA_2)));
        const denominator = add(div(sqrt(v), correction2), EPSILON);
        parameter.assign(sub(parameter, mul(div(m, denominator), learningRate / correction1)));
      });
    });
  }

  dispose(): void {
    for (const moment of this.moments) moment.dispose();
  }
}
