import { key, permutation, Stream } from "../random";

/** The indices of at most so many of `count` samples, ascending: drawn blindly, for files may be sorted, and always the same. */
export function someOf(count: number, most: number): Uint32Array {
  if (count <= most) return Uint32Array.from({ length: count }, (_, i) => i);
  return permutation(key(Stream.analysis, count), count).slice(0, most).sort();
}
