import { backend as currentBackend } from "@tensorflow/tfjs-core";
import { OutOfMemoryError } from "./module";

interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

const guarded = new WeakSet<Allocator>();

/**
 * Lets the current WebAssembly backend throw OutOfMemoryError where its heap cannot grow any more. TensorFlow.js does not
 * look at what `malloc` answers: a tensor that finds no room is written to address 0, over the allocator's own books, and
 * from then on every number is in doubt.
 */
export function throwWhenHeapIsFull(): void {
  const { wasm: heap } = currentBackend() as unknown as { wasm: Allocator };
  if (guarded.has(heap)) return;
  guarded.add(heap);
  heap._free(heap._malloc(1)); // the first call puts the real function in its place
  const { _malloc: allocate } = heap;
  heap._malloc = (bytes) => {
    const address = allocate(bytes);
    if (address === 0) throw new OutOfMemoryError(bytes);
    return address;
  };
}
