/** What is known of a data set before any of it is loaded: what a person chooses by, and where it comes from. */
import type { ImageSet, ImageShape } from "./dataset";
import type { PointCloud } from "./points/points";
import type { PointShapeName } from "./points/shapes";

/** The same words in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly ko: string;
}

/** One image size that a data set comes in, and how many images of it there are. */
export interface SizeChoice {
  /** Width and height, in pixels. */
  readonly side: number;
  readonly train: number;
  readonly heldOut: number;
}

interface About {
  readonly name: Bilingual;
  /** What it shows and what it is good for, in a line. */
  readonly about: Bilingual;
  /** An SPDX identifier. */
  readonly licence: string;
}

interface AboutImages extends About {
  readonly channels: ImageShape["channels"];
  /** Number of classes. */
  readonly classes: number;
  /** What classes are called, where a number says too little; a sign that needs no translation is just itself. */
  readonly labelNames?: readonly (string | Bilingual)[];
  /** Names of what each image was made from, where that is known. */
  readonly factors?: readonly Bilingual[];
  /** Which of them the class is. */
  readonly classFactor?: number;
  /** Ascending; the first is the one that is taken without being asked for. */
  readonly sizes: readonly [SizeChoice, ...SizeChoice[]];
}

/** Files beside the page, listed in public/datasets/manifest.json. */
export interface ShippedDefinition extends AboutImages {
  readonly kind: "shipped";
}

/** Drawn on the person's own device, always from the same seed. */
export interface GeneratedDefinition extends AboutImages {
  readonly kind: "generated";
  readonly seed: number;
  /** Fetches the code that draws: images of a seed, each a function of seed and index alone. */
  readonly load: () => Promise<Draw>;
}

export type Draw = (what: { readonly size: number; readonly count: number; readonly seed: number }) => ImageSet;

/** Clouds of points, one a sample, drawn on the person's own device. */
export interface PointsDefinition extends About {
  readonly kind: "points";
  readonly seed: number;
  /** Points to train on, and points held out. */
  readonly train: number;
  readonly heldOut: number;
  /** What the shapes are called, in the order in which they are offered. */
  readonly shapes: Readonly<Record<PointShapeName, Bilingual>>;
  /** Fetches the code that draws. */
  readonly load: () => Promise<MakePoints>;
}

type MakePoints = (what: {
  readonly shape: PointShapeName;
  readonly noise: number;
  readonly count: number;
  readonly seed: number;
}) => PointCloud;

export type ImagesDefinition = ShippedDefinition | GeneratedDefinition;
export type DatasetDefinition = ImagesDefinition | PointsDefinition;

/** The data set in images of this side, or in its first size where it has none of that side. */
export function sizeChoice({ sizes }: Pick<ImagesDefinition, "sizes">, side: number): SizeChoice {
  return sizes.find((choice) => choice.side === side) ?? sizes[0];
}
