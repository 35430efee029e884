import { conv2d, grads, matMul, type Tensor, type Tensor2D, type Tensor4D, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { sampleIncrementally } from "../../priors/incrementalSampler";
import { backendBytes, readKernels, startBackend } from "../../testing/backend";
import { BLOBS, SMALL } from "../../testing/fixtures";
import { draws } from "../../testing/numbers";
import { drawnPrior } from "../../testing/priors";
import { nodeThreads } from "../../testing/threads";
import { read } from "../../training/evaluate";
import { Trainer } from "../../training/trainer";
import { gate } from "../gate";
import { registerWasmKernels } from "./register";

/** Steps enough that a race would show, on layers large enough to be shared out. */
const STEPS = 100;
const LARGE = { ...SMALL, hidden: 256, batch: 64, latent: 8 } as const;

async function losses(): Promise<Float32Array> {
  const trainer = new Trainer(BLOBS, LARGE);
  const rows = await trainer.take(LARGE, STEPS);
  trainer.dispose();
  return rows;
}

/** Convolutions in every direction and products, around the sizes where chunks, groups and parts of a batch end. */
async function oddProducts(): Promise<Float32Array[]> {
  const random = (seed: number, ...shape: number[]) =>
    tensor(
      draws(
        seed,
        shape.reduce((size, side) => size * side, 1),
      ),
      shape,
    );
  const results: Tensor[] = [];
  for (const batch of [1, 7, 8, 9, 33]) {
    const filter = random(2, 3, 4, 5, 17) as Tensor4D;
    const convolve = grads((x: Tensor, w: Tensor) => conv2d(x as Tensor4D, w as Tensor4D, [2, 1], "same"));
    results.push(...convolve([random(batch, batch, 13, 14, 5), filter]));
  }
  for (const [m, k, n] of [
    [1, 784, 400],
    [127, 785, 9],
    [784, 128, 403],
    [250, 3, 1001],
  ] as const) {
    results.push(matMul(random(m, m, k) as Tensor2D, random(n, k, n) as Tensor2D));
    results.push(matMul(random(m, k, m) as Tensor2D, random(n, n, k) as Tensor2D, true, true));
  }
  return Promise.all(results.map(read));
}

/** A gate and its gradient, of more rows than a chunk has. */
async function gates(): Promise<Float32Array[]> {
  const x = tensor(draws(1, 33 * 7 * 7 * 34), [33, 7, 7, 34]);
  const [gradient] = grads((given: Tensor) => gate(given as Tensor4D, 1))([x]);
  return Promise.all([gate(x as Tensor4D, 1), gradient as Tensor].map(read));
}

/** Images that are drawn some by each. */
async function images(): Promise<Int32Array> {
  const grid = { height: 5, width: 6, colours: 1, levels: 4 } as const;
  const prior = drawnPrior(grid, { stack: "gated", channels: 8, layers: 2, classes: 0 });
  const sampling = await sampleIncrementally(prior, { labels: new Array(30).fill(0), key: 5 });
  await sampling.advance();
  return sampling.values();
}

describe("threads", () => {
  beforeAll(() => startBackend("wasm", 4));

  it("give the same numbers, to the last bit, as one alone", async () => {
    const all = async () => [await losses(), ...(await oddProducts()), ...(await gates()), await images()];
    const together = await all();
    const kernels = await registerWasmKernels(readKernels);
    expect(kernels?.threads).toBe(1);
    expect(await all()).toEqual(together);
  });

  it("are as many as were wanted", async () => {
    const kernels = await registerWasmKernels(readKernels, nodeThreads(3));
    expect(kernels?.threads).toBe(3);
  });

  it("that do not start leave one that works", async () => {
    let stopped = false;
    const kernels = await registerWasmKernels(readKernels, {
      count: 2,
      start: () => Promise.reject(new Error("no workers here")),
      stop: () => {
        stopped = true;
      },
    });
    expect(kernels?.threads).toBe(1);
    expect(stopped).toBe(true);
    expect(backendBytes()).toBeGreaterThan(0);
  });
});
