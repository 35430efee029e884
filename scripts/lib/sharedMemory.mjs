/**
 * A WebAssembly module made to work on shared memory, so that several threads can: in its binary, the limits of a memory begin
 * with flags, where bit 0 says that there is a maximum and bit 1 that the memory is shared. Code needs no change.
 */

const IMPORTS = 2;
const MEMORIES = 5;
const MEMORY = 2; // among the kinds of imports: function, table, memory, global
const HAS_MAXIMUM = 1;
const SHARED = 3;

/** A copy of `bytes` whose one memory, imported or its own, is shared. Throws if it has none with a maximum. */
export function withSharedMemory(bytes) {
  const copy = Uint8Array.from(bytes);
  const at = findLimits(copy);
  if (at === undefined || copy[at] !== HAS_MAXIMUM) throw new Error("this module has no memory with a maximum");
  copy[at] = SHARED;
  return copy;
}

/** Where the limits of the first memory are. */
function findLimits(bytes) {
  let at = 8; // after the magic number and the version
  const byte = () => bytes[at++];
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const next = byte();
      value += (next & 127) * 2 ** shift;
      if (next < 128) return value;
    }
  };
  const skipName = () => {
    const length = number();
    at += length;
  };
  while (at < bytes.length) {
    const section = byte();
    const length = number();
    const end = at + length;
    if (section === MEMORIES && number() > 0) return at;
    if (section === IMPORTS) {
      for (let left = number(); left > 0; left--) {
        skipName();
        skipName();
        const kind = byte();
        if (kind === MEMORY) return at;
        if (kind !== 0) return undefined; // tables and globals are imported by none of ours
        number();
      }
    }
    at = end;
  }
  return undefined;
}
