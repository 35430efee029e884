/** What a person can turn and choose: the models, their parts, and every number with its range. */

/** The models that put a sample into a code, and back. */
const AUTOENCODERS = ["ae", "dae", "vae", "vqVae", "vqVae2"] as const;
export type AutoencoderId = (typeof AUTOENCODERS)[number];

export const MODELS = [...AUTOENCODERS, "pixelCnn"] as const;
export type ModelId = (typeof MODELS)[number];

/** What stands between a sample and its code, and back. Points are too small for convolutions. */
export const NETWORKS = ["mlp", "conv", "linear"] as const;
export type Network = (typeof NETWORKS)[number];

/** Whether an autoencoder's decoder has weights of its own, or the encoder's turned round. */
export const TIES = ["free", "tied"] as const;

/** How a denoising autoencoder's input is spoilt. A dropout keeps the expectation: what stays is made larger. */
export const CORRUPTIONS = ["gaussian", "masking", "saltAndPepper", "dropout", "hiddenDropout"] as const;

/** The models whose code is a grid of choices. */
export const DISCRETE: readonly ModelId[] = ["vqVae", "vqVae2"];

/** p(x|z) of a VAE or VQ-VAE: Bernoulli, Gaussian with a fixed σ or one that is learned, discretised logistic. */
export const DECODERS = ["bernoulli", "gaussian", "learned", "logistic"] as const;
export type Decoder = (typeof DECODERS)[number];

/** How the gradient of an expectation over q(z|x) is estimated. */
export const ESTIMATORS = ["reparameterized", "score"] as const;

/** The part of a model that stands still while the rest learns; of a hierarchy of codes also what a level has for itself. */
export const LOCKS = ["none", "encoder", "decoder", "codebook", "coarsest", "finest"] as const;
export type Lock = (typeof LOCKS)[number];

/** What moves the codes: the gradient of their term of the loss, or an exponential moving average of the vectors that chose them. */
export const CODEBOOK_LEARNINGS = ["gradient", "ema"] as const;

/**
 * Where vectors and codes lie: anywhere; on the unit sphere, where the nearest is that of the largest cosine; or in a cube, codes on a
 * lattice that nothing moves (finite scalar quantisation, FSQ).
 */
export const CODE_SPACES = ["anywhere", "sphere", "lattice"] as const;

/** Where the codes start: anywhere near 0, or at the centres of what the encoder makes of the first batches. */
export const CODEBOOK_INITS = ["uniform", "kmeans"] as const;

/** Whether a code that is hardly ever chosen starts anew at what the encoder makes of a sample. */
export const RESTARTS = ["off", "on"] as const;

const STAGES = ["autoencoder", "prior", "prior2", "prior3"] as const;
/**
 * What is trained of a model in stages: first the autoencoder, then a prior over the codes that it makes of the data; of several grids of
 * codes one of each, the coarsest first, and each of the others conditioned on the one above.
 */
export type Stage = (typeof STAGES)[number];

/** The grid of codes that a stage's prior is over, counted from the coarsest; −1 of the autoencoder. */
export const levelOfStage = (stage: Stage): number => STAGES.indexOf(stage) - 1;

/** The stages of a model with so many grids of codes. */
export const stagesOf = (levels: number): readonly Stage[] => STAGES.slice(0, levels + 1);

/** The network of a PixelCNN: two stacks with gates, one that does not see everything, or a PixelSNAIL with attention. */
export const STACKS = ["gated", "plain", "snail"] as const;

/** Whether a prior is told the class of what it learns, and of what it is to draw. */
export const CONDITIONINGS = ["unconditional", "class"] as const;

/** How many values a PixelCNN lets each colour of a pixel have. */
export const LEVELS = [2, 4, 16, 256] as const;

/** A number the person can turn. Live knobs act at the next step, structural ones start a new run. */
export interface Knob {
  readonly kind: "live" | "structural";
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  readonly integer?: true;
  /** Live, but at 0 its part of the loss is left out of the step: from there, and back, the step is made anew. */
  readonly optional?: true;
  /** The values a slider stops at, in order; any other allowed value can be typed. */
  readonly stops: readonly number[];
  /** The models that have this knob; all of them where absent. */
  readonly models?: readonly ModelId[];
}

const PENALTIES = [0, 1e-4, 2e-4, 5e-4, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

export const KNOBS = {
  strength: {
    kind: "live",
    min: 0,
    max: 1,
    initial: 0.3,
    stops: [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    models: ["dae"],
  },
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
  /** Steps in which the weight of the KL term grows from 0 to β. */
  warmUp: {
    kind: "live",
    min: 0,
    max: 100_000,
    initial: 0,
    integer: true,
    stops: [0, 100, 200, 500, 1000, 2000, 5000, 10_000],
    models: ["vae"],
  },
  /** Nats of KL of each latent dimension, on average over the batch, that cost nothing. */
  freeBits: {
    kind: "live",
    min: 0,
    max: 10,
    initial: 0,
    optional: true,
    stops: [0, 0.05, 0.1, 0.2, 0.5, 1, 2, 3],
    models: ["vae"],
  },
  /** Weight of ‖z − sg[e]‖², which keeps the encoder near the codes that it has chosen. */
  commitment: {
    kind: "live",
    min: 0,
    max: 10,
    initial: 0.25,
    stops: [0, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    models: DISCRETE,
  },
  /** Whether the reconstruction counts, and whether the codes learn by their term: switches, 1 or 0. */
  reconstructionWeight: { kind: "live", min: 0, max: 1, initial: 1, integer: true, stops: [0, 1], models: DISCRETE },
  codebookWeight: { kind: "live", min: 0, max: 1, initial: 1, integer: true, stops: [0, 1], models: DISCRETE },
  /** Weight of ‖z‖₁: a sparse code. */
  sparsity: { kind: "live", min: 0, max: 1, initial: 0, optional: true, stops: PENALTIES, models: ["ae", "dae"] },
  /** Weight of ‖∂z/∂x‖²: a code that does not change with the sample's small changes. */
  contraction: { kind: "live", min: 0, max: 1, initial: 0, optional: true, stops: PENALTIES, models: ["ae", "dae"] },
  latent: {
    kind: "structural",
    min: 1,
    max: 64,
    initial: 2,
    integer: true,
    stops: [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64],
  },
  /** How many codes there are to choose from. */
  codes: {
    kind: "structural",
    min: 2,
    max: 1024,
    initial: 64,
    integer: true,
    stops: [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    models: DISCRETE,
  },
  /** How many grids of codes there are, each half as high and wide as the one below it; where the images are too small, fewer. */
  codeLevels: {
    kind: "structural",
    min: 2,
    max: 3,
    initial: 2,
    integer: true,
    stops: [2, 3],
    models: ["vqVae2"],
  },
  /** p: channels of a PixelCNN's layers. */
  channels: {
    kind: "structural",
    min: 4,
    max: 128,
    initial: 32,
    integer: true,
    stops: [4, 8, 16, 24, 32, 48, 64, 96, 128],
    models: [...DISCRETE, "pixelCnn"],
  },
  /** Of a PixelCNN, after the first. */
  layers: {
    kind: "structural",
    min: 0,
    max: 15,
    initial: 4,
    integer: true,
    stops: [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15],
    models: [...DISCRETE, "pixelCnn"],
  },
  hidden: {
    kind: "structural",
    min: 8,
    max: 512,
    initial: 256,
    integer: true,
    stops: [8, 16, 32, 64, 96, 128, 192, 256, 384, 512],
  },
  depth: { kind: "structural", min: 1, max: 4, initial: 1, integer: true, stops: [1, 2, 3, 4] },
  /** σ of a Gaussian p(x|z), in units of the pixels' range; where it is learned, what it starts from. */
  sigma: {
    kind: "structural",
    min: 0.01,
    max: 2,
    initial: 0.2,
    stops: [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1],
    models: ["vae", ...DISCRETE],
  },
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

type KnobOfKind<Kind> = { [Id in KnobId]: (typeof KNOBS)[Id]["kind"] extends Kind ? Id : never }[KnobId];
export type LiveKnobId = KnobOfKind<"live">;
export const LIVE_KNOBS = (Object.keys(KNOBS) as KnobId[]).filter((id): id is LiveKnobId => KNOBS[id].kind === "live");

/** What is chosen live, though the step has to be made anew for it: the run goes on from where it is. */
export const LIVE_CHOICES = ["corruption", "estimator", "lock", "codebookLearning", "restart"] as const;
