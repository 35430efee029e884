/** Drawing images number by number, with what layers have made of the pixels so far kept in a state. */
import type { CausalDraw, CausalTensors } from "../causalDraw";
import { CAUSAL_DRAW } from "../names";
import { rowsAndColumns } from "../shapes";
import { SIGMOIDS } from "./gate";
import type { Kernel, Kernels, Program } from "./gpu";
import { FUNCTIONS, GENERATOR } from "./sampling";

/** Invocations that work on an image: about as many as a layer has outputs. */
const THREADS = 64;

/**
 * `CausalWalk`, a workgroup for each image: its invocations share out the outputs of each step, and wait for each other after it.
 * The network is in `steps` (see `encode`), so that one program serves them all; `draw` has the key, from, until and the temperature.
 */
function causalDrawProgram(batch: number, draws: number): Program {
  return {
    key: `causalDraw ${batch} ${draws}`,
    access: ["write", "write", "write", "read", "read", "read"],
    buffers: [
      ["state", "f32"],
      ["values", "i32"],
      ["logits", "f32"],
      ["steps", "i32"],
      ["weights", "f32"],
      ["draw", "i32"],
    ],
    workgroups: [batch],
    source: () => FUNCTIONS + GENERATOR + SIGMOIDS + WALK + mainOf(draws),
  };
}

const WALK = /* wgsl */ `
fn place_in(place: i32, y: i32, x: i32) -> i32 {
  return steps[place] + (y % steps[place + 1]) * steps[place + 2] + x * steps[place + 3];
}

/** Output n of a convolution at a pixel. */
fn convolve(step: i32, own: i32, y: i32, x: i32, n: i32) -> f32 {
  let inputs = steps[step + 2];
  let taps = steps[step + 7];
  var sum = state[own + steps[step + 5] + n];
  if (steps[step + 16] >= 0) { sum += state[own + place_in(step + 16, y, x) + n]; }
  var weight = steps[step + 4] + n / 8 * taps * inputs * 8 + n % 8;
  for (var tap = 0; tap < taps; tap++) {
    let pair = steps[step + 6] + 2 * tap;
    let row = y + steps[pair];
    let column = x + steps[pair + 1];
    if (row >= 0 && column >= 0 && column < steps[0]) {
      let here = own + place_in(step + 8, row, column);
      for (var c = 0; c < inputs; c++) { sum += state[here + c] * weights[weight + 8 * c]; }
    }
    weight += 8 * inputs;
  }
  return select(sum, max(0.0, sum), steps[step + 1] == 1);
}

/** Takes a step at a pixel, for output n. */
fn take(step: i32, own: i32, y: i32, x: i32, n: i32) {
  let there = own + place_in(step + 12, y, x) + n;
  if (steps[step] == 0) {
    state[there] = convolve(step, own, y, x, n);
    return;
  }
  let here = own + place_in(step + 8, y, x) + n;
  if (steps[step] == 2) {
    state[there] = max(0.0, state[here]);
    return;
  }
  let each = steps[step + 3] / steps[1];
  let a = here + n / each * each;
  state[there] = tangent(state[a]) * sigmoid(state[a + each]);
}`;

const mainOf = (draws: number) => /* wgsl */ `
var<workgroup> most: array<f32, ${THREADS}>;
var<workgroup> likeliest: array<i32, ${THREADS}>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  let me = i32(thread);
  let image = i32(id.x);
  let width = steps[0];
  let colours = steps[1];
  let levels = steps[2];
  let own = image * steps[3];
  let rows = 14 + 20 * steps[4];
  let end = rows + 20 * steps[5];
  let e = steps[6];
  let temperature = bitcast<f32>(draw[3]);
  for (var i = draw[1]; i < draw[2]; i++) {
    let colour = i % colours;
    let y = i / colours / width;
    let x = i / colours % width;
    if (x == 0 && colour == 0) {
      for (var step = 14; step < rows; step += 20) {
        let outputs = steps[step + 3];
        for (var n = me; n < outputs * width; n += ${THREADS}) { take(step, own, y, n / outputs, n % outputs); }
        storageBarrier();
      }
    }
    for (var step = rows; step < end; step += 20) {
      let each = steps[step + 3] / colours;
      for (var n = me; n < each; n += ${THREADS}) { take(step, own, y, x, colour * each + n); }
      storageBarrier();
    }

    let scores = own + steps[8] + colour * levels;
    let at = image * ${draws} + i;
    most[me] = -3.4e38;
    likeliest[me] = 0;
    for (var l = me; l < levels; l += ${THREADS}) {
      var score = state[scores + l];
      logits[image * levels + l] = score;
      if (temperature > 0.0) { score -= temperature * ln(minus_ln_rest(draw_at(u32(at * levels + l)))); }
      if (score > most[me]) {
        most[me] = score;
        likeliest[me] = l;
      }
    }
    workgroupBarrier();
    if (me == 0) {
      for (var other = 1; other < min(levels, ${THREADS}); other++) {
        let isMore = most[other] > most[0] || (most[other] == most[0] && likeliest[other] < likeliest[0]);
        if (isMore) {
          most[0] = most[other];
          likeliest[0] = likeliest[other];
        }
      }
      if (values[at] < 0) { values[at] = likeliest[0]; }
      let shown = own + place_in(10, y, x) + colour * e;
      for (var n = 0; n < e; n++) { state[shown + n] = weights[steps[7] + values[at] * e + n]; }
    }
    workgroupBarrier();
    storageBarrier();
  }
}`;

/** Writes into the buffers of state, values and logits; there is no output. */
const causalDraw: Kernel<keyof CausalTensors> = (gpu, { steps, weights, state, values, logits }, attributes) => {
  const { from, until, key, temperature } = attributes as unknown as CausalDraw;
  const [batch, draws] = rowsAndColumns(values);
  const [bits] = new Int32Array(Float32Array.of(temperature).buffer);
  const draw = gpu.make([4], "int32", Int32Array.of(key, from, until, bits as number));
  gpu.run(causalDrawProgram(batch, draws), [state, values, logits, steps, weights, draw]);
  gpu.release(draw);
  return [];
};

export const CAUSAL_DRAW_KERNELS: Kernels = { [CAUSAL_DRAW]: causalDraw };
