import { join } from "node:path";
import { countClasses, type Dataset, type ImageSet } from "../../src/engine/data/dataset";
import { generate } from "../../src/engine/data/generate";
import { sprites as definition } from "../../src/engine/data/sprites/definition";
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

let drawn: Promise<Dataset> | undefined;

/** The sprites as the page draws them, 32 × 32: 12,000 to train on, 2,000 held out. */
export function sprites(): Promise<Dataset> {
  drawn ??= generate("sprites", definition, 32, { breathe: async () => {} });
  return drawn;
}
