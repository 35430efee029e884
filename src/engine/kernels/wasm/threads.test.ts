import { beforeAll, describe, expect, it } from "vitest";
import { backendBytes, readKernels, startBackend } from "../../testing/backend";
import { BLOBS, SMALL } from "../../testing/fixtures";
import { nodeThreads } from "../../testing/threads";
import { Trainer } from "../../training/trainer";
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

describe("threads", () => {
  beforeAll(() => startBackend("wasm", 4));

  it("give the same numbers, to the last bit, as one alone", async () => {
    const together = await losses();
    const kernels = await registerWasmKernels(readKernels);
    expect(kernels?.threads).toBe(1);
    expect(await losses()).toEqual(together);
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
