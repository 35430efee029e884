import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { withSharedMemory } from "./sharedMemory.mjs";

const HEADER = [0, 97, 115, 109, 1, 0, 0, 0];
const LIMITS = [1, 1, 2]; // with a maximum: from one page to two
/** Imports "e"."m". */
const IMPORTED = [2, 9, 1, 1, 101, 1, 109, 2, ...LIMITS];
/** Its own, exported as "m". */
const OWN = [5, 4, 1, ...LIMITS, 7, 5, 1, 1, 109, 2, 0];

const shared = () => new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });

describe("a module made to work on shared memory", () => {
  it("has a shared memory of its own", async () => {
    const { instance } = await WebAssembly.instantiate(withSharedMemory([...HEADER, ...OWN]));
    const memory = instance.exports.m as WebAssembly.Memory;
    expect(memory.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(memory.grow(1)).toBe(1);
  });

  it("takes a shared memory, which it did not before", async () => {
    const bytes = Uint8Array.from([...HEADER, ...IMPORTED]);
    await expect(WebAssembly.instantiate(bytes, { e: { m: shared() } })).rejects.toThrow(WebAssembly.LinkError);
    const imports = { e: { m: shared() } };
    await expect(WebAssembly.instantiate(withSharedMemory(bytes), imports)).resolves.toBeDefined();
  });

  it("differs from the stock backend in one byte", async () => {
    const stock = await readFile("node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm");
    const changed = withSharedMemory(stock);
    expect(changed.filter((byte, i) => byte !== stock[i])).toEqual(Uint8Array.of(3));
  });

  it.each([
    { what: "no memory", bytes: HEADER },
    { what: "a memory without a maximum", bytes: [...HEADER, 5, 3, 1, 0, 1] },
  ])("is refused with $what", ({ bytes }) => {
    expect(() => withSharedMemory(bytes)).toThrow("no memory with a maximum");
  });
});
