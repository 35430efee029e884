import { type Tensor4D, tensor4d, tidy } from "@tensorflow/tfjs-core";
import { type CausalProgram, type CausalStep, type MapPlace, PANEL, padded } from "../kernels/causalProgram";
import type { Shape4D } from "../kernels/convGeometry";
import { maskFilter } from "../kernels/maskFilter";
import { read } from "../training/evaluate";
import type { CausalConv } from "./layers";
import type { Prior } from "./prior";
import { type PlannedMap, Recorder, tapsOf } from "./recorder";

/** A prior's network with the weights of this moment, for a sampler to walk through. */
export interface Plan {
  readonly program: CausalProgram;
  /** States to start from, [labels, stride], of images with these labels; 0 where there are no classes. What is above them is that of the plan. */
  states(labels: readonly number[]): Float32Array;
}

/** @param above the codes that images are conditioned on, [B · cells], where the prior is */
export async function planOf(prior: Prior, above?: Int32Array): Promise<Plan> {
  const { height, width, colours, levels } = prior.grid;
  const table = await tableOf(prior);
  const embedding = table.length / levels;
  const recorder = new Recorder(height);
  const input = recorder.map(colours * embedding, false);
  const known = await toldOf(prior, above);
  const told = known && recorder.known(known.channels);
  const output = prior.network(recorder, input, told);

  let stride = 0;
  /** Takes the next numbers of a state. @returns where they begin */
  const take = (size: number) => {
    stride += size;
    return stride - size;
  };
  const biases: { readonly at: number; readonly values: Float32Array[] }[] = [];
  const [weights, places]: [Float32Array[], Map<PlannedMap, MapPlace>] = [[], new Map()];
  for (const map of recorder.maps) {
    const columnStride = map.wide ? padded(map.channels) : 0;
    const rowStride = width * columnStride;
    const at = take(map.wide ? map.rows * rowStride : padded(map.channels));
    places.set(map, { at, rows: map.rows, rowStride, columnStride });
  }
  const placeOf = (map: PlannedMap) => places.get(map) as MapPlace;
  let weightsAt = 0;
  const planned: { readonly ahead: boolean; readonly step: CausalStep }[] = [];
  for (const { kind, from, to, layer, plus, relu = false } of recorder.steps) {
    const values = layer ? await biasesOf(layer) : [];
    const panels = layer ? await panelsOf(layer) : new Float32Array();
    const biasAt = take(padded(values[0]?.length ?? 0));
    biases.push({ at: biasAt, values });
    weights.push(panels);
    planned.push({
      ahead: to.ahead,
      step: {
        ...{ kind, relu, weightsAt, biasAt },
        ...{ from: placeOf(from), to: placeOf(to), plus: plus && placeOf(plus) },
        ...{ inputs: from.channels, outputs: to.channels, taps: layer ? tapsOf(layer) : [] },
      },
    });
    weightsAt += panels.length;
  }
  const stepsThat = (ahead: boolean) => planned.filter((each) => each.ahead === ahead).map(({ step }) => step);
  return {
    program: {
      ...{ width, colours, levels, stride, embedding },
      ...{ rowSteps: stepsThat(true), pointSteps: stepsThat(false) },
      ...{ input: placeOf(input), output: placeOf(output) },
      ...{ weights: joined([...weights, table]), tableAt: weightsAt },
    },
    states(labels) {
      const states = new Float32Array(labels.length * stride);
      for (const [image, label] of labels.entries())
        for (const { at, values } of biases) states.set(values[label] ?? values[0] ?? [], image * stride + at);
      if (known && told)
        for (const image of labels.keys()) write(known, image, states.subarray(image * stride), placeOf(told));
      return states;
    },
  };
}

/** One after the other, up to a whole panel. */
function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(padded(parts.reduce((size, { length }) => size + length, 0)));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** What a prior knows of every place from the start. */
interface Known {
  readonly channels: number;
  readonly width: number;
  /** Numbers of an image. */
  readonly size: number;
  /** Of each image, or of one where they have the same. */
  readonly values: Float32Array;
}

async function toldOf(prior: Prior, above: Int32Array | undefined): Promise<Known | undefined> {
  const told = tidy(() => prior.tell(above && codesAbove(prior, above))?.clone());
  if (!told) return undefined;
  const [, height, width, channels] = told.shape;
  return { channels, width, size: height * width * channels, values: await read(told) };
}

/** Codes that a prior is conditioned on, int32 [B, h, w, 1]. */
export function codesAbove({ above }: Pick<Prior, "above">, codes: Int32Array): Tensor4D {
  if (!above) throw new TypeError("this prior is not conditioned on codes");
  const { height, width } = above;
  return tensor4d(codes, [codes.length / (height * width), height, width, 1], "int32");
}

function write({ channels, width, size, values }: Known, image: number, state: Float32Array, to: MapPlace): void {
  const own = values.subarray((image * size) % values.length);
  for (let i = 0; i < size; i += channels) {
    const [y, x] = [Math.floor(i / channels / width), (i / channels) % width];
    state.set(own.subarray(i, i + channels), to.at + y * to.rowStride + x * to.columnStride);
  }
}

/** What stands for each level, [L, E]. */
async function tableOf(prior: Prior): Promise<Float32Array> {
  const { levels } = prior.grid;
  const every = Int32Array.from({ length: levels }, (_, level) => level);
  return read(tidy(() => prior.embed(tensor4d(every, [levels, 1, 1, 1], "int32"))));
}

/** What a convolution adds, of each class or without one, [outputs] each. */
async function biasesOf({ bias, ofClass }: CausalConv): Promise<Float32Array[]> {
  const [shared, own] = await Promise.all([bias.data(), ofClass?.data()]);
  return Array.from({ length: ofClass?.shape[0] ?? 1 }, (_, label) =>
    Float32Array.from(shared, (value, n) => value + (own?.[label * bias.size + n] ?? 0)),
  );
}

/** A filter's weights at its taps, in panels of outputs: [panels, taps · inputs, PANEL], padded with 0. */
async function panelsOf(layer: CausalConv): Promise<Float32Array> {
  const [, , inputs, outputs] = layer.filter.shape as Shape4D;
  const weights = await read(tidy(() => maskFilter(layer.filter as unknown as Tensor4D, layer.mask)));
  const rows = tapsOf(layer).length * inputs;
  const panels = new Float32Array(padded(outputs) * rows);
  for (let row = 0; row < rows; row++)
    for (let n = 0; n < outputs; n++)
      panels[(Math.floor(n / PANEL) * rows + row) * PANEL + (n % PANEL)] = weights[row * outputs + n] as number;
  return panels;
}
