/** Where the data files go, and how they are written. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ImageSet } from "../../src/engine/data/dataset";
import { writeIdxFactors, writeIdxImages, writeIdxLabels } from "../../src/engine/data/idxWrite";
import type { ShippedEntry } from "../../src/engine/data/shipped";
import { root } from "../lib/run.mjs";

export const target = join(root, "public/datasets");

/** A data set that this project can build. */
export interface Job {
  /** Every file and folder that has a say in its data, from the top folder. */
  readonly sources: readonly string[];
  build(): ShippedEntry;
}

type Files = ShippedEntry["files"];

/** Writes the files of both parts, gzipped, into the folder `id`; returns what the manifest lists about them. */
export function writeFiles(id: string, train: ImageSet, heldOut: ImageSet): Files {
  const [ofTrain, ofHeldOut] = [writePart(`${id}/train`, train), writePart(`${id}/heldout`, heldOut)];
  return {
    trainImages: ofTrain.images,
    trainLabels: ofTrain.labels,
    ...(ofTrain.factors && { trainFactors: ofTrain.factors }),
    heldOutImages: ofHeldOut.images,
    heldOutLabels: ofHeldOut.labels,
    ...(ofHeldOut.factors && { heldOutFactors: ofHeldOut.factors }),
  };
}

function writePart(part: string, set: ImageSet) {
  if (!set.labels) throw new Error("The drawings have no labels.");
  return {
    images: write(`${part}-images.idx3-ubyte.gz`, writeIdxImages(set)),
    labels: write(`${part}-labels.idx1-ubyte.gz`, writeIdxLabels(set.labels)),
    factors: set.factors && write(`${part}-factors.idx2-ubyte.gz`, writeIdxFactors(set.factors)),
  };
}

function write(path: string, content: Uint8Array): Files["trainImages"] {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), gzip(content));
  return { path, bytes: content.length, sha256: sha256(content) };
}

/** Gzip without a date and without the name of the system, so that the same content gives the same bytes. */
function gzip(content: Uint8Array): Uint8Array {
  const file = gzipSync(content, { level: 9 });
  file.fill(0, 4, 8); // modification time
  file[9] = 255; // operating system: unknown
  return file;
}

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
