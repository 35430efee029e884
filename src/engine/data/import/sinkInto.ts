import type { ImportOptions } from "./entry";
import type { Framer } from "./frame";
import type { Raster, Sink } from "./stock";

/** Writes `count` images into `pixels`, each where `place` says (−1: not wanted); progress counts them. */
export function sinkInto(
  pixels: Uint8Array,
  count: number,
  place: (index: number) => number,
  framer: Framer,
  { onProgress, quick = false }: Pick<ImportOptions, "onProgress"> & Pick<Sink, "quick">,
): Sink {
  const size = pixels.length / count;
  let done = 0;
  return {
    quick,
    wants: (index) => place(index) >= 0,
    put(index: number, image: Raster) {
      const at = place(index) * size;
      if (at < 0) return;
      framer.write(image, pixels.subarray(at, at + size));
      done++;
      if (done % 256 === 0 || done === count) onProgress?.(done, count);
    },
    get full() {
      return done === count;
    },
  };
}
