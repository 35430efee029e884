import { gumbel } from "../random";
import type { CausalDraw } from "./causalDraw";
import { type CausalProgram, type CausalStep, type MapPlace, PANEL } from "./causalProgram";

/** What a draw works on, where it lies. */
export interface CausalArrays {
  readonly state: Float32Array; // [B, stride]
  readonly values: Int32Array; // [B, draws]
  readonly logits: Float32Array; // [B, L]
}

const placeIn = ({ at, rows, rowStride, columnStride }: MapPlace, y: number, x: number): number =>
  at + (y % rows) * rowStride + x * columnStride;

/**
 * The algorithm that the kernels follow, one image after the other. At the start of a row, the stack that looks at the rows above only
 * takes its steps for the whole row. Then at each number: the steps of its colour, with its logits as the last; the draw; and what
 * stands for the value that was drawn, for all numbers after it to see.
 */
export class CausalWalk {
  constructor(private readonly program: CausalProgram) {}

  draw({ state, values, logits }: CausalArrays, { from, until, key, temperature }: CausalDraw): void {
    const { width, colours, levels, stride, rowSteps, pointSteps, input, embedding, output, weights, tableAt } =
      this.program;
    const batch = state.length / stride;
    const draws = values.length / batch;
    for (let image = 0; image < batch; image++) {
      const own = state.subarray(image * stride, (image + 1) * stride);
      for (let i = from; i < until; i++) {
        const colour = i % colours;
        const [y, x] = [Math.floor(i / colours / width), Math.floor(i / colours) % width];
        if (x === 0 && colour === 0)
          for (const step of rowSteps) for (let along = 0; along < width; along++) this.take(step, own, y, along);
        for (const step of pointSteps) this.take(step, own, y, x, colour);

        const scores = own.subarray(output.at + colour * levels, output.at + (colour + 1) * levels);
        logits.set(scores, image * levels);
        const at = image * draws + i;
        if ((values[at] as number) < 0) values[at] = drawFrom(scores, key, at * levels, temperature);
        const entry = tableAt + (values[at] as number) * embedding;
        own.set(weights.subarray(entry, entry + embedding), placeIn(input, y, x) + colour * embedding);
      }
    }
  }

  /** Takes a step at a pixel, for one colour or all. */
  private take(step: CausalStep, state: Float32Array, y: number, x: number, colour?: number): void {
    const { kind, outputs } = step;
    if (kind === "attend") {
      this.attend(step, state, y, x, colour ?? 0);
      return;
    }
    const each = outputs / this.program.colours;
    const [first, end] = colour === undefined ? [0, outputs] : [colour * each, (colour + 1) * each];
    const [from, to] = [placeIn(step.from, y, x), placeIn(step.to, y, x)];
    for (let n = first; n < end; n++) {
      if (kind === "conv") state[to + n] = this.convolve(step, state, y, x, n);
      else if (kind === "relu") state[to + n] = Math.max(0, state[from + n] as number);
      else {
        const a = from + n + Math.floor(n / each) * each; // of a colour's channels the first half is a, the second b
        state[to + n] = Math.tanh(state[a] as number) / (1 + Math.exp(-(state[a + each] as number)));
      }
    }
  }

  /** What a pixel makes of all up to it, for one colour. */
  private attend(
    { from, plus, to, inputs, outputs }: CausalStep,
    state: Float32Array,
    y: number,
    x: number,
    c: number,
  ) {
    const { width, colours } = this.program;
    const [d, e] = [inputs / colours, outputs / colours];
    const [query, there] = [placeIn(from, y, x) + c * d, placeIn(to, y, x) + c * e];
    const seenAt = (place: number) => placeIn(plus as MapPlace, Math.floor(place / width), place % width) + c * (d + e);
    const scores = Array.from({ length: y * width + x + 1 }, (_, place) => {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += (state[query + i] as number) * (state[seenAt(place) + i] as number);
      return sum / Math.sqrt(d);
    });
    const most = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - most));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    for (let n = 0; n < e; n++) {
      let sum = 0;
      for (const [place, weight] of weights.entries()) sum += weight * (state[seenAt(place) + d + n] as number);
      state[there + n] = sum / all;
    }
  }

  /** Output n of a convolution at a pixel. */
  private convolve(step: CausalStep, state: Float32Array, y: number, x: number, n: number): number {
    const { inputs, taps, plus, relu } = step;
    const { weights, width } = this.program;
    let sum = state[step.biasAt + n] as number;
    if (plus) sum += state[placeIn(plus, y, x) + n] as number;
    const panel = step.weightsAt + Math.floor(n / PANEL) * taps.length * inputs * PANEL + (n % PANEL);
    for (const [tap, [dy, dx]] of taps.entries()) {
      if (y + dy < 0 || x + dx < 0 || x + dx >= width) continue;
      const [from, weight] = [placeIn(step.from, y + dy, x + dx), panel + tap * inputs * PANEL];
      for (let c = 0; c < inputs; c++) sum += (state[from + c] as number) * (weights[weight + c * PANEL] as number);
    }
    return relu ? Math.max(0, sum) : sum;
  }
}

/** argmax_l logits_l + T · gumbel_l, of equal ones the first: a draw from softmax(logits / T) (Gumbel 1954). */
export function drawFrom(logits: ArrayLike<number>, key: number, counter: number, temperature: number): number {
  let [level, most] = [0, Number.NEGATIVE_INFINITY];
  for (let l = 0; l < logits.length; l++) {
    const score = (logits[l] as number) + (temperature > 0 ? temperature * gumbel(key, counter + l) : 0);
    if (score > most) [level, most] = [l, score];
  }
  return level;
}
