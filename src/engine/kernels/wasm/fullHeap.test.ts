import { backend, memory, tensor1d } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBackend } from "../../testing/backend";
import { BLOBS, SMALL } from "../../testing/fixtures";
import { read } from "../../training/evaluate";
import { Trainer } from "../../training/trainer";
import { throwWhenHeapIsFull } from "./fullHeap";
import { OutOfMemoryError } from "./module";

const EXPERIMENT = { ...SMALL, hidden: 64, batch: 32 };
const SMALLEST_PART = 512;

let heap: { _malloc(bytes: number): number; _free(address: number): void };
const held: number[] = [];

/** Takes the heap's last byte, up to the four gigabytes that a module can address; nothing is written into them. */
function fill(): void {
  for (let size = 2 ** 29; size >= SMALLEST_PART; size /= 2)
    try {
      for (;;) held.push(heap._malloc(size));
    } catch (error) {
      expect(error).toBeInstanceOf(OutOfMemoryError);
    }
}

function free(): void {
  for (const address of held.splice(0)) heap._free(address);
}

beforeAll(async () => {
  await startBackend("wasm");
  throwWhenHeapIsFull();
  heap = (backend() as unknown as { wasm: typeof heap }).wasm;
});
afterEach(free);

describe("a heap that is really full", () => {
  let trainer: Trainer;
  beforeEach(() => {
    trainer = new Trainer(BLOBS, EXPERIMENT);
  });
  afterEach(() => trainer.dispose());

  it("ends a training step with an error that says so, and the step is right once there is room", async () => {
    const alone = new Trainer(BLOBS, EXPERIMENT);
    const expected = await alone.take(EXPERIMENT, 2);
    alone.dispose();
    const first = await trainer.take(EXPERIMENT, 1);
    fill();
    await expect(trainer.take(EXPERIMENT, 1)).rejects.toThrow(/out of memory: .* MiB more do not fit/);
    free();
    trainer.step = 1; // the step that failed
    const second = await trainer.take(EXPERIMENT, 1);
    expect([...first, ...second]).toEqual([...expected]);
  });

  it("leaves no tensor of the step behind", async () => {
    await trainer.take(EXPERIMENT, 1);
    const before = memory().numTensors;
    fill();
    await expect(trainer.take(EXPERIMENT, 1)).rejects.toThrow(OutOfMemoryError);
    expect(memory().numTensors).toBe(before);
  });

  it("refuses numbers that are put into a tensor, and leaves those of others alone", async () => {
    const numbers = Float32Array.from({ length: 2000 }, (_, i) => i);
    const kept = tensor1d(numbers);
    fill();
    expect(() => tensor1d(numbers)).toThrow(OutOfMemoryError);
    free();
    expect(await read(kept)).toEqual(numbers);
  });
});

it("is guarded once, however often it is asked for", () => {
  const guardedOnce = heap._malloc;
  throwWhenHeapIsFull();
  expect(heap._malloc).toBe(guardedOnce);
});
