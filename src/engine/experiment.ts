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
import {
  CODE_SPACES,
  CODEBOOK_INITS,
  CODEBOOK_LEARNINGS,
  CONDITIONINGS,
  CORRUPTIONS,
  DECODERS,
  DISCRETE,
  ESTIMATORS,
  KNOBS,
  type Knob,
  LEVELS,
  LIVE_CHOICES,
  LIVE_KNOBS,
  type LiveKnobId,
  LOCKS,
  type Lock,
  MODELS,
  type ModelId,
  NETWORKS,
  RESTARTS,
  STACKS,
  type Stage,
  TIES,
} from "./knobs";
import { latticeSize } from "./nn/lattice";

/** The data sets that the page fetches from elsewhere when a person asks for one. */
export const FETCHED_DATASETS = ["mnist", "fashion-mnist"] as const;

/** The data sets of the registry, those that can be fetched, and the person's own files. */
export const DATASETS = [...DEFINED, ...FETCHED_DATASETS, "own"] as const;
export type DatasetId = (typeof DATASETS)[number];

/** Sides, in pixels, of the images of data sets that come in several sizes. */
export const SIZES = [32, 64, 128] as const;

/** What a cloud of points may be drawn along, besides what a person draws. */
export const SHAPES = Object.keys(POINT_SHAPES) as [PointShapeName, ...PointShapeName[]];

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
  tie: v.picklist(TIES),
  decoder: v.picklist(DECODERS),
  sigma: knob(KNOBS.sigma),
  latent: knob(KNOBS.latent),
  codes: knob(KNOBS.codes),
  codeLevels: knob(KNOBS.codeLevels),
  hidden: knob(KNOBS.hidden),
  depth: knob(KNOBS.depth),
  corruption: v.picklist(CORRUPTIONS),
  strength: knob(KNOBS.strength),
  beta: knob(KNOBS.beta),
  warmUp: knob(KNOBS.warmUp),
  freeBits: knob(KNOBS.freeBits),
  sparsity: knob(KNOBS.sparsity),
  contraction: knob(KNOBS.contraction),
  commitment: knob(KNOBS.commitment),
  reconstructionWeight: knob(KNOBS.reconstructionWeight),
  codebookWeight: knob(KNOBS.codebookWeight),
  codebookLearning: v.picklist(CODEBOOK_LEARNINGS),
  codebookInit: v.picklist(CODEBOOK_INITS),
  codeSpace: v.picklist(CODE_SPACES),
  restart: v.picklist(RESTARTS),
  stack: v.picklist(STACKS),
  channels: knob(KNOBS.channels),
  layers: knob(KNOBS.layers),
  levels: v.pipe(v.string(), v.toNumber(), v.picklist(LEVELS)),
  conditioning: v.picklist(CONDITIONINGS),
  /** A link starts with the first one: the others need what it has learned. */
  stage: v.picklist<readonly Stage[]>(["autoencoder"]),
  estimator: v.picklist(ESTIMATORS),
  lock: v.picklist(LOCKS),
  learningRate: knob(KNOBS.learningRate),
  batch: knob(KNOBS.batch),
  seed: knob(KNOBS.seed),
};
type Fields = typeof fields;
export type Experiment = { readonly [Key in keyof Fields]: v.InferOutput<Fields[Key]> };
/** The fields that say which samples a run is about. */
const DATA_FIELDS = ["dataset", "size", "shape", "noise"] as const satisfies readonly (keyof Experiment)[];
export type LiveKnobs = Pick<Experiment, LiveKnobId>;

export function liveKnobs(experiment: Experiment): LiveKnobs {
  return Object.fromEntries(LIVE_KNOBS.map((id) => [id, experiment[id]])) as unknown as LiveKnobs;
}

export const DEFAULT_EXPERIMENT: Experiment = {
  dataset: "digits",
  size: SIZES[0],
  shape: SHAPES[0],
  noise: KNOBS.noise.initial,
  without: "none",
  model: "vae",
  network: "mlp",
  tie: "free",
  decoder: "bernoulli",
  sigma: KNOBS.sigma.initial,
  latent: KNOBS.latent.initial,
  codes: KNOBS.codes.initial,
  codeLevels: KNOBS.codeLevels.initial,
  hidden: KNOBS.hidden.initial,
  depth: KNOBS.depth.initial,
  corruption: "gaussian",
  strength: KNOBS.strength.initial,
  beta: KNOBS.beta.initial,
  warmUp: KNOBS.warmUp.initial,
  freeBits: KNOBS.freeBits.initial,
  sparsity: KNOBS.sparsity.initial,
  contraction: KNOBS.contraction.initial,
  commitment: KNOBS.commitment.initial,
  reconstructionWeight: KNOBS.reconstructionWeight.initial,
  codebookWeight: KNOBS.codebookWeight.initial,
  codebookLearning: "gradient",
  codebookInit: "kmeans",
  codeSpace: "anywhere",
  restart: "off",
  stack: "gated",
  channels: KNOBS.channels.initial,
  layers: KNOBS.layers.initial,
  levels: 2,
  conditioning: "unconditional",
  stage: "autoencoder",
  estimator: "reparameterized",
  lock: "none",
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
  const experiment = withKnownClass(fitted(wanted));
  if (experiment.without !== wanted.without) corrections.push(notLeftOut(wanted.without));
  for (const key of ["size", "model", "network", "decoder", "corruption", "lock", "stack", "codes"] as const) {
    const [given, used] = [String(wanted[key]), String(experiment[key])];
    if (given !== used && isRelevant(key, experiment) && key in parsed)
      corrections.push({ kind: "clamped", key, given, used });
  }
  return { experiment, corrections };
}

/**
 * The experiment as its data set allows, of a size that there is and without what points cannot have; and without a dropout of
 * hidden units or a locked part where there are none, and of attention over pixels, of which there are too many. A lattice has
 * as many codes as it can.
 * @param ownPoints whether the person's own files hold points
 */
export function fitted(wanted: Experiment, ownPoints = false): Experiment {
  const ofPoints = wanted.dataset === "own" ? ownPoints : hasPoints(wanted.dataset);
  const experiment = ofPoints ? forPoints(wanted) : withSize(wanted);
  const { network, corruption, model, lock, codeSpace, stack, codes } = experiment;
  return {
    ...experiment,
    corruption: network === "linear" && corruption === "hiddenDropout" ? "dropout" : corruption,
    lock: locksOf(experiment).includes(lock) ? lock : "none",
    stack: model === "pixelCnn" && stack === "snail" ? DEFAULT_EXPERIMENT.stack : stack,
    codes: codeSpace === "lattice" ? latticeSize(codes) : codes,
  };
}

/** Points have no order in which to draw their coordinates one by one, and make no grids. */
function forPoints(experiment: Experiment): Experiment {
  const { model, network, decoder } = experiment;
  return {
    ...experiment,
    model: model === "pixelCnn" ? DEFAULT_EXPERIMENT.model : model === "vqVae2" ? "vqVae" : model,
    network: network === "conv" ? "mlp" : network,
    decoder: decoder === "learned" ? decoder : "gaussian",
  };
}

/** The experiment, about images again: it has what `before`, the last one about images, had to do without on points. */
export function backFromPoints(experiment: Experiment, before: Experiment): Experiment {
  const lost = forPoints(before);
  const was = <Key extends "network" | "decoder">(key: Key): Experiment[Key] =>
    experiment[key] === lost[key] ? before[key] : experiment[key];
  return { ...experiment, network: was("network"), decoder: was("decoder") };
}

/** In images of a size that its data set has: the one it asks for, or else the smallest. A hierarchy of grids is made by convolutions. */
function withSize(given: Experiment): Experiment {
  const experiment: Experiment = given.model === "vqVae2" ? { ...given, network: "conv" } : given;
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

/** What a prior over codes may have of its own, beside the autoencoder whose codes they are. */
const OF_PRIOR = [
  ...(["stage", "stack", "channels", "layers", "conditioning"] as const),
  ...(["learningRate", "batch", "seed"] as const),
] as const satisfies readonly (keyof Experiment)[];

/** Whether two experiments are about the same autoencoder, whatever their priors are. */
export function sameAutoencoder(a: Experiment, b: Experiment): boolean {
  return differences(a, b).every((key) => (OF_PRIOR as readonly string[]).includes(key));
}

/** An experiment in the words of its autoencoder's, with the prior of another. */
export function withPriorOf(
  autoencoder: Experiment,
  { stack, channels, layers, conditioning }: Experiment,
): Experiment {
  return { ...autoencoder, stack, channels, layers, conditioning };
}

/** Whether a data set's samples are points rather than images. */
export function hasPoints(dataset: DatasetId): boolean {
  return definitionOf(dataset)?.kind === "points";
}

/** Whether a model's x̂ is the mean of a distribution p(x|z), and its loss counts nats. */
export const hasLikelihood = (model: ModelId): boolean => model === "vae" || hasCodes(model);

/** Whether a model's code is a grid of choices, or several. */
export const hasCodes = (model: ModelId): boolean => DISCRETE.includes(model);

/** Whether a model's codes are moved by what is learned: those of a lattice stay. */
export const codesLearn = ({ model, codeSpace }: Pick<Experiment, "model" | "codeSpace">): boolean =>
  hasCodes(model) && codeSpace !== "lattice";

/** What of a model can stand still. */
export const locksOf = (experiment: Experiment): readonly Lock[] =>
  LOCKS.filter((lock) => {
    if (lock === "coarsest" || lock === "finest") return experiment.model === "vqVae2";
    return lock !== "codebook" || codesLearn(experiment);
  });

/** Whether what is trained draws samples number by number, rather than from a code of its own. */
export const isPrior = ({ model, stage }: Pick<Experiment, "model" | "stage">): boolean =>
  model === "pixelCnn" || stage !== "autoencoder";

/** Whether a model is shown something else than x while it learns. */
export const spoilsInput = ({ model, corruption }: Pick<Experiment, "model" | "corruption">): boolean =>
  model === "dae" && corruption !== "hiddenDropout";

/** Whether a field means anything to the experiment's model: β does to a VAE, not to an autoencoder. */
export function isRelevant(key: keyof Experiment, experiment: Experiment): boolean {
  const { dataset, model, network, decoder, without } = experiment;
  switch (key) {
    case "without":
      return without !== "none";
    case "size":
      return sizesOf(dataset).length > 1;
    case "shape":
    case "noise":
      return hasPoints(dataset);
    case "network":
      return model !== "pixelCnn" && model !== "vqVae2";
    case "lock":
    case "latent":
      return model !== "pixelCnn";
    case "hidden":
    case "depth":
      return network !== "linear" && model !== "pixelCnn";
    case "tie":
      return model === "ae" || model === "dae";
    case "corruption":
      return model === "dae";
    case "decoder":
      return hasLikelihood(model);
    case "estimator":
      return model === "vae";
    case "sigma":
      return hasLikelihood(model) && (decoder === "learned" || (decoder === "gaussian" && !hasPoints(dataset)));
    case "codebookLearning":
    case "codebookInit":
    case "restart":
    case "commitment":
      return codesLearn(experiment);
    case "codeSpace":
      return hasCodes(model);
    case "levels":
      return model === "pixelCnn";
    case "stack":
    case "conditioning":
      return model === "pixelCnn" || hasCodes(model);
    case "stage":
      return false;
    case "codebookWeight":
      return codesLearn(experiment) && experiment.codebookLearning === "gradient";
    default: {
      const models = (KNOBS as Record<string, Knob>)[key]?.models;
      return !models || models.includes(model);
    }
  }
}

/** Whether the step has to be made anew to go from one experiment to the other, the run going on as it is. */
export function needsNewStep(before: Experiment, after: Experiment): boolean {
  return (
    LIVE_CHOICES.some((key) => before[key] !== after[key]) ||
    LIVE_KNOBS.some((id) => "optional" in KNOBS[id] && before[id] > 0 !== after[id] > 0)
  );
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
