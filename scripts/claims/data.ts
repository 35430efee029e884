import { join } from "node:path";
import { countClasses, type Dataset, type ImageSet } from "../../src/engine/data/dataset";
import { faces as facesDefinition } from "../../src/engine/data/faces/definition";
import { generate } from "../../src/engine/data/generate";
import { sprites as spritesDefinition } from "../../src/engine/data/sprites/definition";
import { readImageSet } from "../lib/idxFiles";
import { root } from "../lib/run.mjs";

const folder = join(root, "public/datasets/digits");

function readSet(part: string): Promise<ImageSet> {
  return readImageSet(join(folder, `${part}-images.idx3-ubyte.gz`), join(folder, `${part}-labels.idx1-ubyte.gz`));
}

let loaded: Promise<Dataset> | undefined;

/** The digits as the page ships them: 12,000 to train on, 2,000 held out. */
export function digits(): Promise<Dataset> {
  loaded ??= Promise.all([readSet("train"), readSet("heldout")]).then(([train, heldOut]) => ({
    id: "digits",
    train,
    heldOut,
    classes: countClasses(train.labels),
  }));
  return loaded;
}

const DRAWN = { sprites: spritesDefinition, faces: facesDefinition };
const drawn = new Map<string, Promise<Dataset>>();

/** Sprites or faces as the page draws them, of so many pixels a side. */
export function generated(id: keyof typeof DRAWN, side: number): Promise<Dataset> {
  const name = `${id} ${side}`;
  const known = drawn.get(name) ?? generate(id, DRAWN[id], side, { breathe: async () => {} });
  drawn.set(name, known);
  return known;
}

/** The sprites, 32 × 32: 12,000 to train on, 2,000 held out. */
export const sprites = (): Promise<Dataset> => generated("sprites", 32);
