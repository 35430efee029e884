import { openAsBlob } from "node:fs";
import { basename, join } from "node:path";
import { countClasses, type Dataset, type ImageSet } from "../../src/engine/data/dataset";
import { readIdx } from "../../src/engine/data/idx";
import { withLabels } from "../../src/engine/data/importIdx";
import { root } from "../lib/run.mjs";

const folder = join(root, "public/datasets/digits");

async function read(name: string) {
  const path = join(folder, name);
  const blob = await openAsBlob(path);
  return readIdx({ name: basename(path), size: blob.size, stream: () => blob.stream() });
}

async function readSet(part: string): Promise<ImageSet> {
  const [images, labels] = await Promise.all([
    read(`${part}-images.idx3-ubyte.gz`),
    read(`${part}-labels.idx1-ubyte.gz`),
  ]);
  if (images.kind !== "images" || labels.kind !== "labels") throw new Error(`${part}: not what its name says`);
  return withLabels(images, labels);
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
