import { key } from "../random";
import { sampleIncrementally } from "./incrementalSampler";
import { drawsIn, type Prior } from "./prior";
import type { SamplingOptions } from "./sampling";

/**
 * Grids of codes from the coarsest down, each given the one above it: p(top)·p(below | top) …   (Razavi et al. 2019, algorithm 2).
 * @param priors the coarsest first
 * @param onRow told after each row how many numbers of an image are there, of all; when it throws, the drawing is given up
 * @returns of each level the codes of all images, [B · cells]
 */
export async function drawLevels(
  priors: readonly Prior[],
  options: Pick<SamplingOptions, "labels" | "key" | "temperature">,
  onRow: (done: number, total: number, level: number) => Promise<void>,
): Promise<Int32Array[]> {
  const total = priors.reduce((sum, { grid }) => sum + drawsIn(grid), 0);
  const levels: Int32Array[] = [];
  let before = 0;
  for (const [level, prior] of priors.entries()) {
    const sampling = await sampleIncrementally(prior, {
      ...options,
      key: key(options.key, level),
      above: levels.at(-1),
    });
    try {
      while (sampling.done < sampling.draws) {
        await sampling.advance(Math.min(sampling.draws, sampling.done + prior.grid.width * prior.grid.colours));
        await onRow(before + sampling.done, total, level);
      }
      levels.push(await sampling.values());
    } finally {
      sampling.dispose();
    }
    before += sampling.draws;
  }
  return levels;
}
