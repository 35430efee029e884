import type { Tensor4D } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS, GPU_IS_SOFTWARE } from "../testing/gpu";
import { drawnImages, drawnPrior, KINDS, labelsOf } from "../testing/priors";
import { drawsIn, type Grid, type Prior } from "./prior";
import { receptiveField } from "./receptiveField";

/** Which numbers of an image the logits of one depend on, of several images together: one may leave a ReLU shut. */
async function seenFrom(prior: Prior, place: number, classes = 0): Promise<boolean[]> {
  const seen: boolean[] = Array.from({ length: drawsIn(prior.grid) }, () => false);
  for (const x of drawnImages(3, prior.grid).split(3) as Tensor4D[]) {
    const field = await receptiveField(prior, x, place, labelsOf(1, classes));
    for (const [i, slope] of field.entries()) if (slope !== 0) seen[i] = true;
  }
  return seen;
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  // On a slow GPU the masks of colours, which have all that the others have.
  const kinds = backend === "webgpu" && GPU_IS_SOFTWARE ? KINDS.filter(({ grid }) => grid.colours === 3) : KINDS;

  it.each(kinds)("no logit depends on itself or on what is drawn after it: $name", async ({ grid: kind, choices }) => {
    const grid: Grid = { height: 3, width: 4, ...kind };
    const prior = drawnPrior(grid, choices);
    for (let place = 0; place < drawsIn(grid); place++) {
      const seen = await seenFrom(prior, place, choices.classes);
      expect(seen.slice(place).some(Boolean), `from ${place}`).toBe(false);
      // So small an image has no blind spot for filters of 7 × 7; two stacks see all of it.
      if (choices.stack === "gated") expect(seen.slice(0, place).every(Boolean), `from ${place}`).toBe(true);
      else if (place % grid.colours > 0) expect(seen[place - 1], `the colour before ${place}`).toBe(true);
    }
  });
});

describe("of a large image", () => {
  beforeAll(() => startBackend("wasm"));

  const grid: Grid = { height: 9, width: 17, colours: 1, levels: 2 };
  const from = { row: 7, column: 8 };
  const see = async (stack: "plain" | "gated", layers: number) =>
    seenFrom(drawnPrior(grid, { stack, channels: 4, layers, classes: 0 }), from.row * grid.width + from.column);

  it("the plain stack leaves a blind spot on the right, the gated one none", async () => {
    // Through 7 × 7 and four times 3 × 3: seven columns to either side, as soon as enough rows lie between.
    const [plain, gated] = [await see("plain", 4), await see("gated", 4)];
    const reach = 3 + 4;
    for (let row = 0; row <= from.row; row++) {
      for (let column = 0; column < grid.width; column++) {
        const [up, right] = [from.row - row, column - from.column];
        const isBefore = up > 0 || right < 0;
        const inside = isBefore && Math.abs(right) <= reach;
        expect(gated[row * grid.width + column], `gated, ${up} up, ${right} to the right`).toBe(inside && up <= reach);
        // To the right of its pixel a layer reaches on only by going up: by 3 columns and then 1 a row.
        const blind = right > 0 && right > (up === 0 ? 0 : 3 + (up - 1));
        expect(plain[row * grid.width + column], `plain, ${up} up, ${right} to the right`).toBe(
          inside && up <= reach && !blind,
        );
      }
    }
  });

  it("an estimate for many levels is 0 in the same places, and of the same size elsewhere", async () => {
    const many: Grid = { height: 4, width: 4, colours: 1, levels: 64 };
    const prior = drawnPrior(many, { stack: "gated", channels: 4, layers: 1, classes: 0 });
    const field = await receptiveField(prior, drawnImages(1, many), 9);
    expect([...field].map((slope) => slope > 0)).toEqual(Array.from({ length: 16 }, (_, i) => i < 9));
  });
});
