import { tensor, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import { key, Stream, uniform } from "../random";
import type { Conv } from "./conv";

/** The weights of y = x·W + b. */
export interface Dense {
  readonly weight: Variable; // [inputs, outputs]
  readonly bias: Variable; // [outputs]
}

/** Everything a model learns, in the order in which it was made: the optimiser and checkpoints rely on that order. */
export class Parameters {
  readonly names: string[] = [];
  readonly variables: Variable[] = [];
  /** What follows the training without a gradient, or stays as it is, and is part of a checkpoint. */
  readonly averages: Variable[] = [];

  constructor(private readonly seed: number) {}

  /** A dense layer with uniform weights in ±√(6 / (inputs + outputs)) and no bias (Glorot & Bengio 2010, eq. 16). */
  dense(name: string, inputs: number, outputs: number): Dense {
    return {
      weight: this.glorot(`${name}.weight`, [inputs, outputs], inputs + outputs),
      bias: this.bias(name, outputs),
    };
  }

  /** A convolution whose filters are `side` × `side` pixels, or of a height and a width; its weights are as those of a dense layer on one filter. */
  conv(name: string, side: number | readonly [height: number, width: number], inputs: number, outputs: number): Conv {
    const [height, width] = typeof side === "number" ? [side, side] : side;
    return {
      filter: this.glorot(`${name}.filter`, [height, width, inputs, outputs], height * width * (inputs + outputs)),
      bias: this.bias(name, outputs),
    };
  }

  /** The same for a transposed convolution, whose filters have their outputs first. */
  convTranspose(name: string, side: number, inputs: number, outputs: number): Conv {
    return {
      filter: this.glorot(`${name}.filter`, [side, side, outputs, inputs], side * side * (inputs + outputs)),
      bias: this.bias(name, outputs),
    };
  }

  /** A row of numbers for each of some values, uniform in ±`limit`. */
  table(name: string, rows: number, columns: number, limit: number): Variable {
    return this.drawn(name, [rows, columns], limit);
  }

  /** What a layer adds to its sums, 0 at first. */
  bias(name: string, outputs: number): Variable {
    return this.add(`${name}.bias`, new Float32Array(outputs), [outputs]);
  }

  /** One number, [1]. */
  number(name: string, value: number): Variable {
    return this.add(name, Float32Array.of(value), [1]);
  }

  /** A moving average, 0 at first. */
  average(shape: [number, number]): Variable {
    return this.constant(new Float32Array(shape[0] * shape[1]), shape);
  }

  /** Numbers that no gradient moves. */
  constant(values: Float32Array, shape: [number, number]): Variable {
    const constant = tidy(() => variable(tensor(values, shape), false));
    this.averages.push(constant);
    return constant;
  }

  /** How many numbers the model learns. */
  get count(): number {
    return this.variables.reduce((sum, { size }) => sum + size, 0);
  }

  dispose(): void {
    for (const one of [...this.variables, ...this.averages]) one.dispose();
  }

  /** Uniform in ±√(6 / fans), with the number of inputs and outputs of a unit added up in `fans`. */
  private glorot(name: string, shape: number[], fans: number): Variable {
    return this.drawn(name, shape, Math.sqrt(6 / fans));
  }

  private drawn(name: string, shape: number[], limit: number): Variable {
    const stream = key(this.seed, Stream.init, this.variables.length);
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    for (let i = 0; i < values.length; i++) values[i] = (2 * uniform(stream, i) - 1) * limit;
    return this.add(name, values, shape);
  }

  private add(name: string, values: Float32Array, shape: number[]): Variable {
    const initial = tensor(values, shape);
    const parameter = variable(initial);
    initial.dispose();
    this.names.push(name);
    this.variables.push(parameter);
    return parameter;
  }
}
