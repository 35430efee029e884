import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  backFromPoints,
  DATASETS,
  DEFAULT_EXPERIMENT,
  differences,
  type Experiment,
  fitted,
  isRelevant,
  parseExperiment,
  relevantFields,
  SHAPES,
  SIZES,
  sameData,
} from "./experiment";
import {
  CODE_SPACES,
  CODEBOOK_INITS,
  CODEBOOK_LEARNINGS,
  CONDITIONINGS,
  CORRUPTIONS,
  DECODERS,
  ESTIMATORS,
  KNOBS,
  type KnobId,
  LEVELS,
  LOCKS,
  MODELS,
  NETWORKS,
  RESTARTS,
  STACKS,
  TIES,
} from "./knobs";

const parse = (fields: Record<string, string>) => parseExperiment(Object.entries(fields));
const asText = (experiment: Experiment) =>
  relevantFields(experiment).map(([key, value]) => [key, String(value)] as const);

const number = (id: KnobId) => {
  const { min, max } = KNOBS[id];
  return "integer" in KNOBS[id] ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
};
const experiments: fc.Arbitrary<Experiment> = fc
  .record({
    dataset: fc.constantFrom(...DATASETS),
    size: fc.constantFrom(...SIZES),
    shape: fc.constantFrom(...SHAPES),
    noise: number("noise"),
    without: fc.oneof(fc.constant("none" as const), fc.nat(2)),
    model: fc.constantFrom(...MODELS),
    network: fc.constantFrom(...NETWORKS),
    tie: fc.constantFrom(...TIES),
    decoder: fc.constantFrom(...DECODERS),
    sigma: number("sigma"),
    corruption: fc.constantFrom(...CORRUPTIONS),
    strength: number("strength"),
    warmUp: number("warmUp"),
    freeBits: number("freeBits"),
    sparsity: number("sparsity"),
    contraction: number("contraction"),
    codes: number("codes"),
    codeLevels: number("codeLevels"),
    commitment: number("commitment"),
    reconstructionWeight: number("reconstructionWeight"),
    codebookWeight: number("codebookWeight"),
    codebookLearning: fc.constantFrom(...CODEBOOK_LEARNINGS),
    codebookInit: fc.constantFrom(...CODEBOOK_INITS),
    codeSpace: fc.constantFrom(...CODE_SPACES),
    restart: fc.constantFrom(...RESTARTS),
    stack: fc.constantFrom(...STACKS),
    channels: number("channels"),
    layers: number("layers"),
    levels: fc.constantFrom(...LEVELS),
    conditioning: fc.constantFrom(...CONDITIONINGS),
    stage: fc.constant("autoencoder" as const),
    estimator: fc.constantFrom(...ESTIMATORS),
    lock: fc.constantFrom(...LOCKS),
    latent: number("latent"),
    hidden: number("hidden"),
    depth: number("depth"),
    beta: number("beta"),
    learningRate: number("learningRate"),
    batch: number("batch"),
    seed: number("seed"),
  })
  .map((given) => fitted(given));

it.each(Object.entries(KNOBS))("the stops of %s rise within its range", (_, { stops, min, max }) => {
  expect(stops).toEqual([...stops].sort((a, b) => a - b));
  expect(stops.every((stop) => stop >= min && stop <= max)).toBe(true);
});

describe("parseExperiment", () => {
  it("gives the default where nothing is said", () => {
    expect(parse({})).toEqual({ experiment: DEFAULT_EXPERIMENT, corrections: [] });
  });

  it("reads what fits", () => {
    const { experiment, corrections } = parse({ model: "ae", network: "linear", beta: "0.5", learningRate: "1e-2" });
    expect(experiment).toEqual({
      ...DEFAULT_EXPERIMENT,
      model: "ae",
      network: "linear",
      beta: 0.5,
      learningRate: 0.01,
    });
    expect(corrections).toEqual([]);
  });

  it.each(Object.entries(KNOBS))("clamps %s to its range, and says so", (key, { min, max }) => {
    const below = parse({ [key]: String(min - 1) });
    const above = parse({ [key]: String(max + 1) });
    expect(below.experiment).toEqual({ ...DEFAULT_EXPERIMENT, [key]: min });
    expect(above.experiment).toEqual({ ...DEFAULT_EXPERIMENT, [key]: max });
    expect(above.corrections).toEqual([{ kind: "clamped", key, given: String(max + 1), used: String(max) }]);
  });

  it("gives a lattice as many codes as it can have, and nothing that moves them", () => {
    const { experiment, corrections } = parse({ model: "vqVae", codeSpace: "lattice", codes: "100", lock: "codebook" });
    expect([experiment.codes, experiment.lock]).toEqual([64, "none"]);
    expect(corrections.map(({ key }) => key)).toEqual(["lock", "codes"]);
    expect(isRelevant("commitment", experiment)).toBe(false);
    expect(isRelevant("commitment", { ...experiment, codeSpace: "anywhere" })).toBe(true);
  });

  it("takes a size that the data set has, and says so where another was asked for", () => {
    const sprites = { ...DEFAULT_EXPERIMENT, dataset: "sprites" } as const;
    expect(parse({ dataset: "sprites", size: "64" })).toEqual({
      experiment: { ...sprites, size: 64 },
      corrections: [],
    });
    expect(parse({ size: "128", dataset: "sprites" })).toEqual({
      experiment: sprites,
      corrections: [{ kind: "clamped", key: "size", given: "128", used: "32" }],
    });
    expect(parse({ dataset: "sprites", size: "33" })).toEqual({
      experiment: sprites,
      corrections: [{ kind: "refused", key: "size", given: "33", used: "32" }],
    });
  });

  it("leaves out a class that the data set may have, and says so where it has none of that number", () => {
    const refused = (given: string) => [{ kind: "refused", key: "without", given, used: "" }];
    expect(parse({ without: "7" })).toEqual({ experiment: { ...DEFAULT_EXPERIMENT, without: 7 }, corrections: [] });
    expect(parse({ without: "none" })).toEqual({ experiment: DEFAULT_EXPERIMENT, corrections: [] });
    expect(parse({ without: "10" })).toEqual({ experiment: DEFAULT_EXPERIMENT, corrections: refused("10") });
    expect(parse({ dataset: "mnist", without: "10" }).experiment.without, "only the files know").toBe(10);
    for (const given of ["-1", "1.5", "seven", "", "7 ", "99999", "1e1"]) {
      expect(parse({ without: given })).toEqual({ experiment: DEFAULT_EXPERIMENT, corrections: refused(given) });
    }
  });

  it("rounds a knob that counts something, and says so", () => {
    const { experiment, corrections } = parse({ latent: "2.7" });
    expect(experiment.latent).toBe(3);
    expect(corrections).toEqual([{ kind: "clamped", key: "latent", given: "2.7", used: "3" }]);
  });

  it.each(["NaN", "Infinity", "-Infinity", "1e999", "", " ", "four", "4px", "1,5", "[4]", "{}", "null"])(
    "refuses %j as a number",
    (given) => {
      const { experiment, corrections } = parse({ beta: given });
      expect(experiment).toEqual(DEFAULT_EXPERIMENT);
      expect(corrections).toEqual([{ kind: "refused", key: "beta", given, used: "1" }]);
    },
  );

  it.each([
    ["model", "gan"],
    ["model", "constructor"],
    ["network", "MLP"],
    ["dataset", "../secret"],
    ["dataset", "<script>"],
    ["dataset", "digits\n"],
    ["dataset", ""],
  ] as const)("refuses %s = %j", (key, given) => {
    const { experiment, corrections } = parse({ [key]: given });
    expect(experiment).toEqual(DEFAULT_EXPERIMENT);
    expect(corrections).toMatchObject([{ kind: "refused", key, used: DEFAULT_EXPERIMENT[key] }]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "Beta", ""])("notes the unknown key %j", (key) => {
    const { experiment, corrections } = parseExperiment([[key, "9"]]);
    expect(experiment).toEqual(DEFAULT_EXPERIMENT);
    expect(corrections).toEqual([{ kind: "unknown", key, given: "9", used: "" }]);
    expect(({} as Record<string, unknown>).beta).toBeUndefined();
  });

  it("shortens what it repeats of hostile text", () => {
    const [correction] = parse({ beta: "9".repeat(10_000) }).corrections;
    expect(correction?.given).toHaveLength(25);
  });

  it("takes the last of a repeated key, and says what it used", () => {
    const twice = parseExperiment([
      ["latent", "5"],
      ["latent", "many"],
    ]);
    expect(twice.corrections).toMatchObject([{ kind: "refused", used: String(twice.experiment.latent) }]);
  });

  it("makes a runnable experiment of any text", () => {
    const keys = fc.oneof(fc.constantFrom(...Object.keys(DEFAULT_EXPERIMENT)), fc.string());
    const values = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, values)), (entries) => {
        const { experiment } = parseExperiment(entries);
        expect(Object.keys(experiment)).toEqual(Object.keys(DEFAULT_EXPERIMENT));
        for (const [id, { min, max }] of Object.entries(KNOBS)) {
          const value = experiment[id as KnobId];
          expect(value >= min && value <= max).toBe(true);
          if ("integer" in KNOBS[id as KnobId]) expect(Number.isInteger(value)).toBe(true);
        }
        expect(DATASETS).toContain(experiment.dataset);
        expect(MODELS).toContain(experiment.model);
        expect(NETWORKS).toContain(experiment.network);
      }),
    );
  });

  it("brings every experiment back from its relevant fields", () => {
    fc.assert(
      fc.property(experiments, (experiment) => {
        const { experiment: back, corrections } = parseExperiment(asText(experiment));
        expect(corrections).toEqual([]);
        expect(differences(experiment, back)).toEqual([]);
      }),
    );
  });
});

describe("isRelevant", () => {
  const relevant = (experiment: Partial<Experiment>) =>
    (["network", "hidden", "depth", "beta", "latent"] as const).filter((key) =>
      isRelevant(key, { ...DEFAULT_EXPERIMENT, ...experiment }),
    );

  it("leaves out what the model does not have", () => {
    expect(relevant({ model: "vae" })).toEqual(["network", "hidden", "depth", "beta", "latent"]);
    expect(relevant({ model: "ae", network: "mlp" })).toEqual(["network", "hidden", "depth", "latent"]);
    expect(relevant({ model: "ae", network: "linear" })).toEqual(["network", "latent"]);
  });

  it("does not count a difference that has no effect", () => {
    const linear: Experiment = { ...DEFAULT_EXPERIMENT, model: "ae", network: "linear" };
    expect(differences(linear, { ...linear, hidden: 64, beta: 9 })).toEqual([]);
    expect(differences(linear, { ...linear, network: "mlp", latent: 3 })).toEqual(["network", "latent"]);
  });
});

describe("sameData", () => {
  const sprites = { ...DEFAULT_EXPERIMENT, dataset: "sprites" } as const;

  it("tells data sets and their sizes apart, and nothing else", () => {
    expect(sameData(sprites, { ...sprites, beta: 4, model: "ae" })).toBe(true);
    expect(sameData(sprites, { ...sprites, size: 64 })).toBe(false);
    expect(sameData(sprites, DEFAULT_EXPERIMENT)).toBe(false);
  });

  it("is about the same samples whichever class is left out of training", () => {
    expect(sameData(DEFAULT_EXPERIMENT, { ...DEFAULT_EXPERIMENT, without: 7 })).toBe(true);
    expect(differences(DEFAULT_EXPERIMENT, { ...DEFAULT_EXPERIMENT, without: 7 })).toEqual(["without"]);
  });

  it("ignores the size where there is but one", () => {
    expect(sameData(DEFAULT_EXPERIMENT, { ...DEFAULT_EXPERIMENT, size: 128 })).toBe(true);
  });
});

describe("an experiment that has been about points", () => {
  const on = (given: Partial<Experiment>): Experiment => ({ ...DEFAULT_EXPERIMENT, ...given });
  const there = (before: Experiment) => fitted({ ...before, dataset: "points" });
  const back = (before: Experiment, chosen: Partial<Experiment> = {}) =>
    backFromPoints({ ...there(before), dataset: "digits", ...chosen }, before);

  it.each([
    on({ network: "conv", decoder: "bernoulli" }),
    on({ network: "mlp", decoder: "gaussian" }),
    on({ network: "linear", decoder: "logistic" }),
    on({ network: "mlp", decoder: "learned" }),
  ])("has again what points cannot have: $network, $decoder", (before) => {
    expect(back(before)).toEqual(before);
  });

  it("keeps what was chosen meanwhile", () => {
    expect(back(on({ network: "conv" }), { network: "linear", decoder: "learned" })).toMatchObject({
      network: "linear",
      decoder: "learned",
    });
  });
});
