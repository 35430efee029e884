/** What every data set is by the time a model sees it, whether it was generated, shipped or dropped on the page. */

/** Grey images of one size. */
export interface ImageSet {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Row by row, image by image: count × height × width bytes, 0 is paper and 255 is ink. */
  readonly pixels: Uint8Array;
  /** One class index an image, or nothing where the data has no labels. */
  readonly labels?: Uint8Array;
}

export interface Dataset {
  readonly id: string;
  readonly train: ImageSet;
  /** Never trained on: every reconstruction, latent and held-out loss on the page is of these. */
  readonly heldOut: ImageSet;
  /** Number of classes; 0 without labels. */
  readonly classes: number;
}

/** The part of a data set that the page needs before it has seen a single image. */
export interface DatasetSummary {
  readonly id: string;
  readonly train: number;
  readonly heldOut: number;
  readonly width: number;
  readonly height: number;
  readonly classes: number;
}

export function summarize(dataset: Dataset): DatasetSummary {
  const { id, train, heldOut, classes } = dataset;
  return { id, train: train.count, heldOut: heldOut.count, width: train.width, height: train.height, classes };
}

/** The images from `start` up to `end`, without copying a pixel. */
export function slice(images: ImageSet, start: number, end: number): ImageSet {
  const size = images.width * images.height;
  return {
    ...images,
    count: end - start,
    pixels: images.pixels.subarray(start * size, end * size),
    ...(images.labels && { labels: images.labels.subarray(start, end) }),
  };
}

export function countClasses(labels: Uint8Array | undefined): number {
  return labels ? labels.reduce((most, label) => Math.max(most, label), -1) + 1 : 0;
}
