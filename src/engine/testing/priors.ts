/** Small PixelCNNs for tests, of every kind. */
import { type Tensor1D, type Tensor4D, tensor, tensor1d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { PixelCnn, type PixelCnnShape } from "../priors/pixelCnn";
import { drawsIn, type Grid, type Prior } from "../priors/prior";
import { bits, key } from "../random";
import { at, draws } from "./numbers";

type Choices = Omit<PixelCnnShape, "grid" | "seed">;

const BASE = { stack: "gated", channels: 4, layers: 2, classes: 0 } as const satisfies Choices;

/** Every stack over grey pixels, RGB pixels and codes, with and without classes. */
export const KINDS: readonly {
  readonly name: string;
  readonly grid: Omit<Grid, "height" | "width">;
  readonly choices: Choices;
}[] = [
  { name: "plain grey", grid: { colours: 1, levels: 2 }, choices: { ...BASE, stack: "plain" } },
  {
    name: "plain RGB with classes",
    grid: { colours: 3, levels: 2 },
    choices: { ...BASE, stack: "plain", channels: 6, classes: 3 },
  },
  { name: "gated grey", grid: { colours: 1, levels: 4 }, choices: BASE },
  { name: "gated RGB", grid: { colours: 3, levels: 2 }, choices: { ...BASE, channels: 9 } },
  { name: "gated codes with classes", grid: { colours: 1, levels: 5 }, choices: { ...BASE, classes: 3, embedding: 3 } },
  { name: "attention over grey", grid: { colours: 1, levels: 4 }, choices: { ...BASE, stack: "snail" } },
  {
    name: "attention over RGB with classes",
    grid: { colours: 3, levels: 2 },
    choices: { ...BASE, stack: "snail", channels: 12, classes: 3 },
  },
];

/** A PixelCNN that depends on everything that it may depend on: all its parameters are drawn, and most of its ReLUs stand open. */
export function drawnPrior(grid: Grid, choices: Choices): PixelCnn {
  const prior = new PixelCnn({ grid, seed: 7, ...choices });
  for (const [i, variable] of prior.parameters.variables.entries()) {
    const fanIn = variable.shape.length === 4 ? variable.size / (variable.shape[3] as number) : 1;
    const isBias = prior.parameters.names[i]?.endsWith("bias");
    const values = draws(100 + i, variable.size).map((value) => (isBias ? 0.5 + value / 4 : value / Math.sqrt(fanIn)));
    tidy(() => variable.assign(tensor(values, variable.shape as [number])));
  }
  return prior;
}

/** Images drawn level by level, int32 [B, H, W, colours]. */
export function drawnImages(count: number, grid: Grid): Tensor4D {
  const { height, width, colours, levels } = grid;
  const values = Int32Array.from({ length: count * drawsIn(grid) }, (_, i) => bits(key(5), i) % levels);
  return tensor4d(values, [count, height, width, colours], "int32");
}

/** Labels in turn, where there are classes. */
export const labelsOf = (count: number, classes: number): Tensor1D | undefined =>
  classes > 0
    ? tensor1d(
        Int32Array.from({ length: count }, (_, i) => i % classes),
        "int32",
      )
    : undefined;

/** Every image that there is on a grid, int32 [L^draws, H, W, colours]. */
export function everyImage(grid: Grid): Tensor4D {
  const { height, width, colours, levels } = grid;
  const draws = drawsIn(grid);
  const count = levels ** draws;
  const values = Int32Array.from(
    { length: count * draws },
    (_, i) => Math.floor(Math.floor(i / draws) / levels ** (i % draws)) % levels,
  );
  return tensor4d(values, [count, height, width, colours], "int32");
}

/** log p(x) of each image, in double precision from the logits, each divided by a temperature; nats. */
export async function logProbabilities(
  prior: Prior,
  x: Tensor4D,
  label?: Tensor1D,
  temperature = 1,
): Promise<number[]> {
  const { levels } = prior.grid;
  const [logits, values] = [await prior.logits(x, label).data(), await x.data()];
  const draws = drawsIn(prior.grid);
  const logOf = (i: number) => {
    const row = Array.from(logits.subarray(i * levels, (i + 1) * levels), (logit) => logit / temperature);
    return at(row, at(values, i)) - Math.log(row.reduce((total, logit) => total + Math.exp(logit), 0));
  };
  return Array.from({ length: x.shape[0] }, (_, image) =>
    Array.from({ length: draws }, (_, i) => logOf(image * draws + i)).reduce((total, log) => total + log, 0),
  );
}
