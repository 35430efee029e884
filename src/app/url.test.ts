import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATASETS, DEFAULT_EXPERIMENT, type Experiment, fitted, isRelevant, SHAPES, SIZES } from "../engine/experiment";
import {
  CODE_SPACES,
  CODEBOOK_INITS,
  CODEBOOK_LEARNINGS,
  CONDITIONINGS,
  CORRUPTIONS,
  DECODERS,
  ESTIMATORS,
  KNOBS,
  LEVELS,
  LOCKS,
  MODELS,
  NETWORKS,
  RESTARTS,
  STACKS,
  TIES,
} from "../engine/knobs";
import { readHash, writeHash } from "./url";

const number = ({ min, max, integer }: { min: number; max: number; integer?: true }) =>
  integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });

/** Any experiment that a model has; what its model does not have is as it usually is. */
const experiments = fc
  .record({
    dataset: fc.constantFrom(...DATASETS),
    size: fc.constantFrom(...SIZES),
    shape: fc.constantFrom(...SHAPES),
    noise: number(KNOBS.noise),
    without: fc.oneof(fc.constant("none" as const), fc.nat(2)),
    model: fc.constantFrom(...MODELS),
    network: fc.constantFrom(...NETWORKS),
    tie: fc.constantFrom(...TIES),
    decoder: fc.constantFrom(...DECODERS),
    sigma: number(KNOBS.sigma),
    corruption: fc.constantFrom(...CORRUPTIONS),
    strength: number(KNOBS.strength),
    warmUp: number(KNOBS.warmUp),
    freeBits: number(KNOBS.freeBits),
    sparsity: number(KNOBS.sparsity),
    contraction: number(KNOBS.contraction),
    codes: number(KNOBS.codes),
    codeLevels: number(KNOBS.codeLevels),
    commitment: number(KNOBS.commitment),
    reconstructionWeight: number(KNOBS.reconstructionWeight),
    codebookWeight: number(KNOBS.codebookWeight),
    codebookLearning: fc.constantFrom(...CODEBOOK_LEARNINGS),
    codebookInit: fc.constantFrom(...CODEBOOK_INITS),
    codeSpace: fc.constantFrom(...CODE_SPACES),
    restart: fc.constantFrom(...RESTARTS),
    stack: fc.constantFrom(...STACKS),
    channels: number(KNOBS.channels),
    layers: number(KNOBS.layers),
    levels: fc.constantFrom(...LEVELS),
    conditioning: fc.constantFrom(...CONDITIONINGS),
    stage: fc.constant("autoencoder" as const),
    estimator: fc.constantFrom(...ESTIMATORS),
    lock: fc.constantFrom(...LOCKS),
    latent: number(KNOBS.latent),
    hidden: number(KNOBS.hidden),
    depth: number(KNOBS.depth),
    beta: number(KNOBS.beta),
    learningRate: number(KNOBS.learningRate),
    batch: number(KNOBS.batch),
    seed: number(KNOBS.seed),
  })
  .map((given): Experiment => {
    const whole = fitted(given);
    const irrelevant = Object.keys(whole).filter((key) => !isRelevant(key as keyof Experiment, whole));
    const usual = Object.fromEntries(irrelevant.map((key) => [key, DEFAULT_EXPERIMENT[key as keyof Experiment]]));
    return fitted({ ...whole, ...usual });
  });

describe("the address", () => {
  it("opens the experiment that it was written for, without a correction", () => {
    fc.assert(
      fc.property(experiments, (experiment) => {
        const link = readHash(writeHash(experiment, {}));
        expect(link.experiment).toEqual(experiment);
        expect(link.corrections).toEqual([]);
      }),
    );
  });

  it("is readable, and says nothing of knobs that the model lacks", () => {
    expect(writeHash(DEFAULT_EXPERIMENT, { backend: undefined, play: "1" })).toBe(
      "#dataset=digits&model=vae&latent=2&hidden=256&depth=1&beta=1&learningRate=0.001&batch=128&seed=7&play=1",
    );
    expect(writeHash({ ...DEFAULT_EXPERIMENT, model: "ae", network: "linear" }, {})).toBe(
      "#dataset=digits&model=ae&network=linear&latent=2&learningRate=0.001&batch=128&seed=7",
    );
  });

  it("says which class is left out of training, where one is", () => {
    expect(writeHash({ ...DEFAULT_EXPERIMENT, without: 7 }, {})).toContain("#dataset=digits&without=7&model=vae");
    expect(readHash("#without=7").experiment.without).toBe(7);
  });

  it("chooses language, theme, backend and play beside the experiment", () => {
    expect(readHash("#lang=ko&theme=dark&backend=cpu&play=1&latent=3")).toMatchObject({
      lang: "ko",
      theme: "dark",
      backend: "cpu",
      play: true,
      corrections: [],
      experiment: { ...DEFAULT_EXPERIMENT, latent: 3 },
    });
    expect(readHash("#play=0")).toMatchObject({ play: false, corrections: [] });
    expect(readHash("")).toEqual({ experiment: DEFAULT_EXPERIMENT, corrections: [], play: false });
  });

  it("refuses what is not one of its settings, and says so", () => {
    const { corrections, ...link } = readHash(`#lang=xx&backend=${"z".repeat(10_000)}&play=yes`);
    expect(link).toEqual({ experiment: DEFAULT_EXPERIMENT, play: false });
    expect(corrections.map(({ kind, key }) => [kind, key])).toEqual([
      ["refused", "lang"],
      ["refused", "backend"],
      ["refused", "play"],
    ]);
    for (const { given } of corrections) expect(given.length).toBeLessThan(30);
  });

  it.each([
    ["NaN", "refused", KNOBS.latent.initial],
    ["Infinity", "refused", KNOBS.latent.initial],
    ["", "refused", KNOBS.latent.initial],
    ["2px", "refused", KNOBS.latent.initial],
    ["<img src=x onerror=alert(1)>", "refused", KNOBS.latent.initial],
    ["1e99", "clamped", KNOBS.latent.max],
    ["-3", "clamped", KNOBS.latent.min],
    ["2.6", "clamped", 3],
  ])("puts a latent size of %j right", (given, kind, used) => {
    const { experiment, corrections } = readHash(`#latent=${encodeURIComponent(given)}`);
    expect(experiment).toEqual({ ...DEFAULT_EXPERIMENT, latent: used });
    expect(corrections).toMatchObject([{ kind, key: "latent", used: String(used) }]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("does not know %s", (key) => {
    const { experiment, corrections } = readHash(`#${key}=polluted`);
    expect(experiment).toEqual(DEFAULT_EXPERIMENT);
    expect(corrections).toMatchObject([{ kind: "unknown", key }]);
    expect(Object.getPrototypeOf(experiment)).toBe(Object.prototype);
  });

  it("makes something that can run of any text at all", () => {
    const names = [...Object.keys(DEFAULT_EXPERIMENT), "lang", "play", "__proto__"];
    const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), fc.string()));
    const hashes = fc.oneof(
      fc.string(),
      pairs.map((entries) => `#${new URLSearchParams(entries)}`),
    );
    fc.assert(
      fc.property(hashes, (hash) => {
        const { experiment } = readHash(hash);
        for (const [id, { min, max }] of Object.entries(KNOBS)) {
          expect(experiment[id as keyof typeof KNOBS]).toBeGreaterThanOrEqual(min);
          expect(experiment[id as keyof typeof KNOBS]).toBeLessThanOrEqual(max);
        }
        expect(readHash(writeHash(experiment, {})).corrections).toEqual([]);
      }),
    );
  });
});
