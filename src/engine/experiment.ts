/**
 * The experiment: the one serialisable description of a run.
 * The store, the address bar, a share link and the worker all speak this type, and it is validated here alone.
 */
import * as v from "valibot";
import { sizeChoice } from "./data/definition";
import type { CloudShape } from "./data/points/cloud";
import { POINT_SHAPES, type PointShapeName } from "./data/points/shapes";
import { DEFINED, definitionOf, sizesOf } from "./data/registry";
import type { LeftOut } from "./data/withoutClass";

export const MODELS = ["ae", "vae"] as const;
export type ModelId = (typeof MODELS)[number];

export const NETWORKS = ["mlp", "linear"] as const;
export type Network = (typeof NETWORKS)[number];

/** The data sets that the page fetches from elsewhere when a person asks for one. */
export const FETCHED_DATASETS = ["mnist", "fashion-mnist"] as const;

/** The data sets of the registry, those that can be fetched, and the person's own files. */
export const DATASETS = [...DEFINED, ...FETCHED_DATASETS, "own"] as const;
export type DatasetId = (typeof DATASETS)[number];

/** Sides, in pixels, of the images of data sets that come in several sizes. */
export const SIZES = [32, 64, 128] as const;

/** What a cloud of points may be drawn along, besides what a person draws. */
export const SHAPES = Object.keys(POINT_SHAPES) as [PointShapeName, ...PointShapeName[]];

/** A number the person can turn. Live knobs act at the next step, structural ones start a new run. */
export interface Knob {
  readonly kind: "live" | "structural";
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  readonly integer?: true;
  /** The values a slider stops at, in order; any other allowed value can be typed. */
  readonly stops: readonly number[];
  /** The models that have this knob; all of them where absent. */
  readonly models?: readonly ModelId[];
}

export const KNOBS = {
  beta: {
    kind: "live",
    min: 0,
    max: 1000,
    initial: 1,
    stops: [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64],
    models: ["vae"],
  },
  learningRate: {
    kind: "live",
    min: 1e-6,
    max: 1000,
    initial: 0.001,
    stops: [1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
  },
  latent: {
    kind: "structural",
    min: 1,
    max: 64,
    initial: 2,
    integer: true,
    stops: [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64],
  },
  hidden: {
    kind: "structural",
    min: 8,
    max: 512,
    initial: 256,
    integer: true,
    stops: [8, 16, 32, 64, 96, 128, 192, 256, 384, 512],
  },
  depth: { kind: "structural", min: 1, max: 3, initial: 1, integer: true, stops: [1, 2, 3] },
  batch: { kind: "structural", min: 8, max: 512, initial: 128, integer: true, stops: [8, 16, 32, 64, 128, 256, 512] },
  noise: {
    kind: "structural",
    min: 0,
    max: 0.5,
    initial: 0.04,
    stops: [0, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5],
  },
  seed: { kind: "structural", min: 0, max: 4294967295, initial: 7, integer: true, stops: [] },
} as const satisfies Record<string, Knob>;
export type KnobId = keyof typeof KNOBS;

const knob = ({ min, max, integer }: Knob) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty(),
    v.toNumber(),
    v.finite(),
    v.transform((given) => (integer ? Math.round(given) : given)),
    v.toMinValue(min),
    v.toMaxValue(max),
  );

/** A class by its number, or "none". */
const leftOut = v.pipe(
  v.union([v.literal("none"), v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.toNumber())]),
  v.transform((given): LeftOut => given),
);

/** Reads each field from text. Out-of-range numbers are clamped; anything else that does not fit is refused. */
const fields = {
  dataset: v.picklist(DATASETS),
  size: v.pipe(v.string(), v.toNumber(), v.picklist(SIZES)),
  shape: v.picklist<readonly CloudShape[]>([...SHAPES, "drawn"]),
  noise: knob(KNOBS.noise),
  without: leftOut,
  model: v.picklist(MODELS),
  network: v.picklist(NETWORKS),
  latent: knob(KNOBS.latent),
  hidden: knob(KNOBS.hidden),
  depth: knob(KNOBS.depth),
  beta: knob(KNOBS.beta),
  learningRate: knob(KNOBS.learningRate),
  batch: knob(KNOBS.batch),
  seed: knob(KNOBS.seed),
};
type Fields = typeof fields;
export type Experiment = { readonly [Key in keyof Fields]: v.InferOutput<Fields[Key]> };
/** The fields that say which samples a run is about. */
const DATA_FIELDS = ["dataset", "size", "shape", "noise"] as const satisfies readonly (keyof Experiment)[];
export type LiveKnobs = Pick<Experiment, "beta" | "learningRate">;

export const DEFAULT_EXPERIMENT: Experiment = {
  dataset: "digits",
  size: SIZES[0],
  shape: SHAPES[0],
  noise: KNOBS.noise.initial,
  without: "none",
  model: "vae",
  network: "mlp",
  latent: KNOBS.latent.initial,
  hidden: KNOBS.hidden.initial,
  depth: KNOBS.depth.initial,
  beta: KNOBS.beta.initial,
  learningRate: KNOBS.learningRate.initial,
  batch: KNOBS.batch.initial,
  seed: KNOBS.seed.initial,
};

/** What had to be changed for an experiment to be runnable, to be told to the person. */
export interface Correction {
  readonly kind: "clamped" | "refused" | "unknown";
  readonly key: string;
  readonly given: string;
  readonly used: string;
}

const shorten = (text: string) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

/** Builds an experiment from untrusted text, field by field; whatever is missing or refused takes its default. */
export function parseExperiment(entries: Iterable<readonly [key: string, value: string]>): {
  experiment: Experiment;
  corrections: Correction[];
} {
  const parsed: Record<string, string | number> = {};
  const corrections: Correction[] = [];
  for (const [key, given] of entries) {
    if (!Object.hasOwn(fields, key)) {
      corrections.push({ kind: "unknown", key: shorten(key), given: shorten(given), used: "" });
      continue;
    }
    const field = key as keyof Fields;
    const result = v.safeParse(fields[field], given);
    if (result.success) parsed[field] = result.output;
    else delete parsed[field];
    const used = result.success ? result.output : DEFAULT_EXPERIMENT[field];
    const changed = !result.success || (typeof used === "number" && used !== Number(given));
    if (changed) {
      const kind = result.success ? "clamped" : "refused";
      corrections.push({ kind, key: field, given: shorten(given), used: used === "none" ? "" : String(used) });
    }
  }
  const wanted: Experiment = { ...DEFAULT_EXPERIMENT, ...parsed };
  const experiment = withKnownClass(withSize(wanted));
  if (experiment.without !== wanted.without) corrections.push(notLeftOut(wanted.without));
  if (experiment.size !== wanted.size && isRelevant("size", experiment)) {
    corrections.push({ kind: "clamped", key: "size", given: String(wanted.size), used: String(experiment.size) });
  }
  return { experiment, corrections };
}

/** The experiment in images of a size that its data set has: the one it asks for, or else the smallest. */
export function withSize(experiment: Experiment): Experiment {
  const definition = definitionOf(experiment.dataset);
  if (!definition || definition.kind === "points" || definition.sizes.length === 1) return experiment;
  return { ...experiment, size: sizeChoice(definition, experiment.size).side as Experiment["size"] };
}

/** The experiment, leaving out no class that its data set is known not to have. */
function withKnownClass(experiment: Experiment): Experiment {
  const definition = definitionOf(experiment.dataset);
  const classes = definition && "classes" in definition ? definition.classes : Number.POSITIVE_INFINITY;
  const isKnown = experiment.without === "none" || experiment.without < classes;
  return isKnown ? experiment : { ...experiment, without: "none" };
}

/** What is said where a class cannot be left out. */
export function notLeftOut(without: LeftOut): Correction {
  return { kind: "refused", key: "without", given: String(without), used: "" };
}

/** Whether two experiments are about the same samples, whichever of them are left out of training. */
export function sameData(a: Experiment, b: Experiment): boolean {
  return DATA_FIELDS.every((key) => a[key] === b[key] || !(isRelevant(key, a) || isRelevant(key, b)));
}

/** Whether a data set's samples are points rather than images. */
export function hasPoints(dataset: DatasetId): boolean {
  return definitionOf(dataset)?.kind === "points";
}

/** Whether a field means anything to the experiment's model: β does to a VAE, not to an autoencoder. */
export function isRelevant(key: keyof Experiment, { dataset, model, network, without }: Experiment): boolean {
  if (key === "without") return without !== "none";
  if (key === "size") return sizesOf(dataset).length > 1;
  if (key === "shape" || key === "noise") return hasPoints(dataset);
  if (key === "network") return model === "ae";
  if (key === "hidden" || key === "depth") return !(model === "ae" && network === "linear");
  const models = (KNOBS as Record<string, Knob>)[key]?.models;
  return !models || models.includes(model);
}

/** The fields that matter to this experiment, in reading order: what a link carries and a run list shows. */
export function relevantFields(experiment: Experiment): [key: keyof Experiment, value: string | number][] {
  const keys = Object.keys(fields) as (keyof Fields)[];
  return keys.filter((key) => isRelevant(key, experiment)).map((key) => [key, experiment[key]]);
}

/** The relevant fields in which two experiments differ. */
export function differences(before: Experiment, after: Experiment): (keyof Experiment)[] {
  const keys = new Set([...relevantFields(before), ...relevantFields(after)].map(([key]) => key));
  return [...keys].filter((key) => before[key] !== after[key]);
}
