import { type NamedTensorMap, type Tensor1D, tidy, type Variable, variable, zerosLike } from "@tensorflow/tfjs-core";
import { type AdamSchedule, adamUpdate } from "../kernels/adam";

/**
 * The optimiser's state over all parameters of a model. Its moments are part of a checkpoint, and its learning rate may
 * differ at every step: the two reasons it is our own.
 */
export class Adam {
  /** First and second moment of each parameter: m₀, v₀, m₁, v₁, … */
  readonly moments: Variable[];

  constructor(private readonly parameters: readonly Variable[]) {
    const zeros = (like: Variable) => tidy(() => variable(zerosLike(like), false));
    this.moments = parameters.flatMap((parameter) => [zeros(parameter), zeros(parameter)]);
  }

  /** One update. `gradients` are by variable name; a parameter that has none stands still. */
  update(gradients: NamedTensorMap, schedule: AdamSchedule | Tensor1D): void {
    this.parameters.forEach((parameter, i) => {
      const gradient = gradients[parameter.name];
      if (!gradient) return;
      const [m, v] = [this.moments[2 * i] as Variable, this.moments[2 * i + 1] as Variable];
      adamUpdate(parameter, m, v, gradient, schedule);
    });
  }

  dispose(): void {
    for (const moment of this.moments) moment.dispose();
  }
}
