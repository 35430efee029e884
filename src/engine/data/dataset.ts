/** What every data set is by the time a model sees it, whether it was generated, shipped or dropped on the page. */

/** The shape of one image. */
export interface ImageShape {
  readonly width: number;
  readonly height: number;
  /** 1: grey, where 0 is paper and 255 is ink. 3: red, green and blue. */
  readonly channels: 1 | 3;
}

/** What an image was made from, where that is known: the truth that a disentangled latent should find. */
export interface Factors {
  readonly names: readonly string[];
  /** How many values each factor takes. */
  readonly sizes: readonly number[];
  /** count × names.length: the index of each factor's value, image by image. */
  readonly values: Uint8Array;
}

/** Images of one shape. */
export interface ImageSet extends ImageShape {
  readonly count: number;
  /** Row by row, image by image, channels side by side: count × height × width × channels bytes. */
  readonly pixels: Uint8Array;
  /** One class index an image, or nothing where the data has no labels. */
  readonly labels?: Uint16Array;
  readonly factors?: Factors;
}

export interface Dataset {
  readonly id: string;
  readonly train: ImageSet;
  /** Never trained on: every reconstruction, latent and held-out loss on the page is of these. */
  readonly heldOut: ImageSet;
  /** Number of classes; 0 without labels. */
  readonly classes: number;
  /** What each class is called, where it has a name of its own: a folder, a syllable. */
  readonly labelNames?: readonly string[];
}

/** The part of a data set that the page needs before it has seen a single image. */
export interface DatasetSummary extends ImageShape {
  readonly id: string;
  readonly train: number;
  readonly heldOut: number;
  readonly classes: number;
  readonly labelNames?: readonly string[];
}

export function summarize({ id, train, heldOut, classes, labelNames }: Dataset): DatasetSummary {
  const { width, height, channels } = train;
  const counts = { train: train.count, heldOut: heldOut.count };
  return { id, ...counts, width, height, channels, classes, ...(labelNames && { labelNames }) };
}

/** What a class is called: its name, or its number where it has none. */
export function nameOfClass({ labelNames }: Pick<Dataset, "labelNames">, label: number): string {
  return labelNames?.[label] ?? String(label);
}

/** How many numbers an image is: width × height × channels. */
export function imageSize({ width, height, channels }: ImageShape): number {
  return width * height * channels;
}

/** The images from `start` up to `end`, without copying a pixel. */
export function slice(images: ImageSet, start: number, end: number): ImageSet {
  const size = imageSize(images);
  const { labels, factors } = images;
  return {
    ...images,
    count: end - start,
    pixels: images.pixels.subarray(start * size, end * size),
    ...(labels && { labels: labels.subarray(start, end) }),
    ...(factors && { factors: sliceFactors(factors, start, end) }),
  };
}

function sliceFactors(factors: Factors, start: number, end: number): Factors {
  const width = factors.names.length;
  return { ...factors, values: factors.values.subarray(start * width, end * width) };
}

export function countClasses(labels: Uint16Array | undefined): number {
  return labels ? labels.reduce((most, label) => Math.max(most, label), -1) + 1 : 0;
}
