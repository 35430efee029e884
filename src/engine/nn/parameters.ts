import { tensor, type Variable, variable } from "@tensorflow/tfjs-core";
import { key, Stream, uniform } from "../random";

/** The weights of y = x·W + b. */
export interface Dense {
  readonly weight: Variable; // [inputs, outputs]
  readonly bias: Variable; // [outputs]
}

/** Everything a model learns, in the order in which it was made: the optimiser and checkpoints rely on that order. */
export class Parameters {
  readonly names: string[] = [];
  readonly variables: Variable[] = [];

  constructor(private readonly seed: number) {}

  /** A dense layer with uniform weights in ±√(6 / (inputs + outputs)) and no bias (Glorot & Bengio 2010, eq. 16). */
  dense(name: string, inputs: number, outputs: number): Dense {
    const limit = Math.sqrt(6 / (inputs + outputs));
    const stream = key(this.seed, Stream.init, this.variables.length);
    const values = new Float32Array(inputs * outputs);
    for (let i = 0; i < values.length; i++) values[i] = (2 * uniform(stream, i) - 1) * limit;
    return {
      weight: this.add(`${name}.weight`, values, [inputs, outputs]),
      bias: this.add(`${name}.bias`, new Float32Array(outputs), [outputs]),
    };
  }

  /** How many numbers the model learns. */
  get count(): number {
    return this.variables.reduce((sum, { size }) => sum + size, 0);
  }

  dispose(): void {
    for (const parameter of this.variables) parameter.dispose();
  }

  private add(name: string, values: Float32Array, shape: [number] | [number, number]): Variable {
    const initial = tensor(values, shape);
    const parameter = variable(initial);
    initial.dispose();
    this.names.push(name);
    this.variables.push(parameter);
    return parameter;
  }
}
