import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import type { ImageSet } from "../../src/engine/data/dataset";
import { readIdx } from "../../src/engine/data/idx";
import { withLabels } from "../../src/engine/data/importIdx";

/** Images and their labels from two IDX files on this disk, gzipped or not. */
export async function readImageSet(imagesPath: string, labelsPath: string): Promise<ImageSet> {
  const [images, labels] = await Promise.all([read(imagesPath), read(labelsPath)]);
  if (images.kind !== "images") throw new Error(`${imagesPath}: no images`);
  if (labels.kind !== "labels") throw new Error(`${labelsPath}: no labels`);
  return withLabels(images, labels);
}

async function read(path: string) {
  const blob = await openAsBlob(path);
  return readIdx({ name: basename(path), size: blob.size, stream: () => blob.stream() });
}
