import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, getKernel, matMul, ones } from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readKernels, startBackend } from "../../testing/backend";
import { read } from "../../training/evaluate";
import { DENSE } from "../names";
import { type Build, OutOfMemoryError, WasmKernels } from "./module";
import { registerWasmKernels } from "./register";

beforeEach(() => startBackend("wasm"));
afterEach(() => vi.restoreAllMocks());

/** A browser that can run these builds only. */
async function browserWith(builds: readonly Build[]): Promise<Build | undefined> {
  const offered: Build[] = [];
  vi.spyOn(WebAssembly, "validate").mockImplementation(() => builds.includes(offered.at(-1) as Build));
  const kernels = await registerWasmKernels((build, shared) => {
    offered.push(build);
    return readKernels(build, shared);
  });
  return kernels?.build;
}

it("takes the plain build where there is no relaxed SIMD", async () => {
  expect(await browserWith(["simd"])).toBe("simd");
  expect([...(await read(matMul(ones([1, 3]), ones([3, 2]))))]).toEqual([3, 3]);
});

it("leaves the stock kernels in place where there is no SIMD", async () => {
  const before = getKernel(DENSE, "wasm");
  expect(await browserWith([])).toBeUndefined();
  expect(getKernel(DENSE, "wasm")).toBe(before);
});

it("says so when the heap is full, and goes on when there is room again", async () => {
  const [a, b] = [ones([300, 700]), ones([700, 500])] as const;
  const { wasm } = backend() as unknown as { wasm: { _malloc(bytes: number): number } };
  await registerWasmKernels(readKernels); // whose scratch memory is not there yet
  vi.spyOn(wasm, "_malloc").mockReturnValue(0);
  expect(() => matMul(a, b)).toThrow(OutOfMemoryError);
  vi.restoreAllMocks();
  expect((await read(matMul(a, b)))[0]).toBe(700);
});

it("does not use scratch memory that it has given back for more than there is room for", async () => {
  const { wasm } = backend() as unknown as { wasm: { _malloc(bytes: number): number } };
  const kernels = (await WasmKernels.load(backend() as BackendWasm, readKernels)) as WasmKernels;
  kernels.scratch(1000);
  vi.spyOn(wasm, "_malloc").mockImplementation((bytes) => {
    throw new OutOfMemoryError(bytes);
  });
  expect(() => kernels.scratch(2000)).toThrow(OutOfMemoryError);
  expect(() => kernels.scratch(500), "the old memory may be another's by now").toThrow(OutOfMemoryError);
  vi.restoreAllMocks();
  expect(kernels.scratch(500)).toBeGreaterThan(0);
});
