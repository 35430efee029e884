/** Held-out and training digits with what is said of them: PCA's coordinates, and the encoder's z. */
import type { Dataset, ImageSet } from "../../src/engine/data/dataset";
import { someOf } from "../../src/engine/data/someOf";
import { pca, pcaCoordinates } from "../../src/engine/metrics/pca";
import { encodeSome } from "../../src/engine/training/encode";
import type { Trained } from "./train";

/** As many as the page takes. */
const [MOST_TRAIN, MOST_TEST] = [2_000, 1_000];
const rest = async () => {};

export interface Chosen {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  readonly trainLabels: Uint16Array;
  readonly testLabels: Uint16Array;
}

export function chosenOf({ train, heldOut }: Dataset): Chosen {
  const chosen = { train: someOf(train.count, MOST_TRAIN), test: someOf(heldOut.count, MOST_TEST) };
  return { ...chosen, trainLabels: labelsOf(train, chosen.train), testLabels: labelsOf(heldOut, chosen.test) };
}

const labelsOf = ({ labels }: ImageSet, indices: Uint32Array) =>
  Uint16Array.from(indices, (i) => (labels as Uint16Array)[i] as number);

export interface Features {
  readonly train: Float32Array;
  readonly test: Float32Array;
}

export async function codes({ trainer }: Trained, { train, heldOut }: Dataset, chosen: Chosen): Promise<Features> {
  const encode = (images: ImageSet, indices: Uint32Array) =>
    encodeSome(trainer.model, images, indices, async () => true) as Promise<Float32Array>;
  return { train: await encode(train, chosen.train), test: await encode(heldOut, chosen.test) };
}

export async function coordinates({ train, heldOut }: Dataset, width: number, chosen: Chosen): Promise<Features> {
  const components = await pca(train, width, rest);
  return {
    train: await pcaCoordinates(components, train, chosen.train, rest),
    test: await pcaCoordinates(components, heldOut, chosen.test, rest),
  };
}
