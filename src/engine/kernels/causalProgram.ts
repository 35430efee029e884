/**
 * A network that does not look ahead, as a list of steps for one pixel: what a sampler walks through. The numbers that it needs of the
 * pixels before are kept in a state, a row of numbers for each image.
 */
export interface CausalProgram {
  readonly width: number;
  readonly colours: number;
  readonly levels: number;
  /** Numbers of an image's state: biases, then maps. */
  readonly stride: number;
  /** Steps that look at the rows above only: taken for a whole row before its first pixel. */
  readonly rowSteps: readonly CausalStep[];
  /** Steps that are taken at each pixel, for one colour after the other. */
  readonly pointSteps: readonly CausalStep[];
  /** What the first layers look at: E numbers of each colour. */
  readonly input: MapPlace;
  readonly embedding: number;
  /** The logits, L of each colour. */
  readonly output: MapPlace;
  /** Filters, each in panels of outputs, [panels, taps · inputs, PANEL]; at `tableAt` what stands for each level, [L, E]. */
  readonly weights: Float32Array;
  readonly tableAt: number;
}

/** Where a map lies in a state: its pixel (y, x) at + (y mod rows) · rowStride + x · columnStride. Channels are padded to whole panels. */
export interface MapPlace {
  readonly at: number;
  readonly rows: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

export interface CausalStep {
  /**
   * conv: Σ_taps from ∗ weights + bias + plus. gate: tanh(a) ⊙ σ(b) of the halves of every colour's channels. relu: max(0, from).
   * attend: softmax(from·kᵀ / √d)·v over all pixels up to this one, of every colour, whose k and then v are `plus`.
   */
  readonly kind: "conv" | "gate" | "relu" | "attend";
  readonly from: MapPlace;
  readonly to: MapPlace;
  readonly inputs: number;
  readonly outputs: number;
  /** Of a convolution; empty and 0 for others. */
  readonly taps: readonly Tap[];
  readonly weightsAt: number;
  readonly biasAt: number;
  readonly plus?: MapPlace | undefined;
  /** max(0, ·) of the sum. */
  readonly relu: boolean;
}

/** A place that is looked at, relative to the pixel. */
export type Tap = readonly [dy: number, dx: number];

/** Outputs that are computed together. */
export const PANEL = 8;

export const padded = (channels: number): number => PANEL * Math.ceil(channels / PANEL);

/** Integers of the header, and of a step. */
const [HEADER, STEP] = [14, 20];

const KINDS: readonly CausalStep["kind"][] = ["conv", "gate", "relu", "attend"];

const numbersOf = ({ at, rows, rowStride, columnStride }: MapPlace) => [at, rows, rowStride, columnStride];

/** A convolution that adds nothing adds a map at −1. */
const NOTHING: MapPlace = { at: -1, rows: 1, rowStride: 0, columnStride: 0 };

/** The program as kernels read it: a header, the steps, and all taps as pairs. */
export function encode(program: CausalProgram): Int32Array {
  const { width, colours, levels, stride, rowSteps, pointSteps, input, embedding, output, tableAt } = program;
  const steps = [...rowSteps, ...pointSteps];
  const tapsAt = HEADER + steps.length * STEP;
  const sizes = [width, colours, levels, stride, rowSteps.length, pointSteps.length];
  const taps: number[] = [];
  const encoded = steps.flatMap(({ kind, relu, inputs, outputs, weightsAt, biasAt, from, to, plus, taps: own }) => {
    const firstTap = tapsAt + taps.length;
    taps.push(...own.flat());
    const numbers = [KINDS.indexOf(kind), +relu, inputs, outputs, weightsAt, biasAt, firstTap, own.length];
    return [...numbers, ...[from, to, plus ?? NOTHING].flatMap(numbersOf)];
  });
  return Int32Array.from([...sizes, embedding, tableAt, output.at, 0, ...numbersOf(input), ...encoded, ...taps]);
}
