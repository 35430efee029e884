import type { Trainer } from "../../src/engine/training/trainer";

type Row = Float64Array;
interface Layer {
  readonly weight: Float32Array; // [inputs × outputs]
  readonly bias: Float32Array;
}

/** A trained VAE with one hidden layer, written out once more in plain double precision: no tensors, no kernels. */
export class DoubleVae {
  private constructor(private readonly layers: Readonly<Record<string, Layer>>) {}

  static async of({ model: { parameters } }: Trainer): Promise<DoubleVae> {
    const values = await Promise.all(parameters.variables.map((variable) => variable.data<"float32">()));
    const layers: Record<string, Layer> = {};
    for (let i = 0; i < values.length; i += 2) {
      const name = (parameters.names[i] as string).replace(".weight", "");
      layers[name] = { weight: Float32Array.from(values[i] ?? []), bias: Float32Array.from(values[i + 1] ?? []) };
    }
    return new DoubleVae(layers);
  }

  encode(x: Row): { mu: Row; logVar: Row } {
    const h = relu(this.apply("encoder.0", x));
    return { mu: this.apply("mu", h), logVar: this.apply("logVar", h) };
  }

  /** What p(x|z) is read from: a pixel's logit. */
  output(z: Row): Row {
    return this.apply("output", relu(this.apply("decoder.0", z)));
  }

  /** −log p(x|z) of a Bernoulli decoder, nats. */
  nll(x: Row, z: Row): number {
    return this.output(z).reduce(
      (sum, l, i) => sum + Math.max(l, 0) - l * (x[i] as number) + Math.log1p(Math.exp(-Math.abs(l))),
      0,
    );
  }

  private apply(name: string, x: Row): Row {
    const { weight, bias } = this.layers[name] as Layer;
    const y = Float64Array.from(bias);
    for (const [i, value] of x.entries()) {
      if (value === 0) continue;
      const row = weight.subarray(i * y.length, (i + 1) * y.length);
      for (let j = 0; j < y.length; j++) y[j] = (y[j] as number) + value * (row[j] as number);
    }
    return y;
  }
}

const relu = (row: Row): Row => row.map((value) => Math.max(0, value));
