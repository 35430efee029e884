import {
  add,
  matMul,
  sigmoid,
  square,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrads,
} from "@tensorflow/tfjs-core";

const BATCH = 4;
const INPUTS = 6;
const OUTPUTS = 3;
const TOLERANCE = 1e-3;

const wave = (count: number, frequency: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(frequency * (i + 1)));
const x = wave(BATCH * INPUTS, 0.7);
const weight = wave(INPUTS * OUTPUTS, 1.3);
const bias = wave(OUTPUTS, 2.1);

/** The gradient of L = Σ σ(x·W + b)² with respect to W, by hand: a backend must agree with it to be trusted. */
function expectedGradient(): number[] {
  const gradient = new Array<number>(INPUTS * OUTPUTS).fill(0);
  for (let b = 0; b < BATCH; b++) {
    for (let o = 0; o < OUTPUTS; o++) {
      let logit = bias[o] as number;
      for (let i = 0; i < INPUTS; i++) logit += (x[b * INPUTS + i] as number) * (weight[i * OUTPUTS + o] as number);
      const y = 1 / (1 + Math.exp(-logit));
      const dLogit = 2 * y * y * (1 - y);
      for (let i = 0; i < INPUTS; i++)
        gradient[i * OUTPUTS + o] = (gradient[i * OUTPUTS + o] as number) + dLogit * (x[b * INPUTS + i] as number);
    }
  }
  return gradient;
}

async function gradient(): Promise<Float32Array> {
  const dW = tidy(() => {
    const loss = (w: Tensor2D, b: Tensor1D) => sum(square(sigmoid(add(matMul(tensor2d(x, [BATCH, INPUTS]), w), b))));
    const { grads } = valueAndGrads(loss as never)([tensor2d(weight, [INPUTS, OUTPUTS]), tensor1d(bias)]);
    return grads[0] as Tensor2D;
  });
  const values = await dW.data<"float32">();
  dW.dispose();
  return values;
}

/** One real forward and backward step on the current backend, checked against the same sums written out by hand. */
export async function probeStep(): Promise<{ correct: boolean; ms: number }> {
  const first = await gradient(); // compiles
  const start = performance.now();
  await gradient();
  const ms = performance.now() - start;
  const correct = expectedGradient().every((expected, i) => Math.abs((first[i] as number) - expected) < TOLERANCE);
  return { correct, ms };
}
