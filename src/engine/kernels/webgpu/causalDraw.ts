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
      ["weights", "vec4f"],
      ["draw", "i32"],
    ],
    workgroups: [batch],
    source: () => FUNCTIONS + GENERATOR + SIGMOIDS + FIELDS + WALK + mainOf(draws),
  };
}

/** Where `encode` puts what the header says, and each step from its beginning. */
const FIELDS = /* wgsl */ `
const WIDTH = 0; const COLOURS = 1; const LEVELS = 2; const STRIDE = 3; const ROW_STEPS = 4; const POINT_STEPS = 5;
const EMBEDDING = 6; const TABLE_AT = 7; const OUTPUT_AT = 8; const INPUT = 10; const FIRST_STEP = 14;
const KIND = 0; const RELU = 1; const INPUTS = 2; const OUTPUTS = 3; const WEIGHTS_AT = 4; const BIAS_AT = 5;
const FIRST_TAP = 6; const TAPS = 7; const FROM = 8; const TO = 12; const PLUS = 16; const STEP = 20;`;

const WALK = /* wgsl */ `
fn place_in(place: i32, y: i32, x: i32) -> i32 {
  return steps[place] + (y % steps[place + 1]) * steps[place + 2] + x * steps[place + 3];
}

fn four(at: i32) -> vec4f { return vec4f(state[at], state[at + 1], state[at + 2], state[at + 3]); }

/** Outputs 4·quad … 4·quad + 3 of a convolution at a pixel. */
fn convolve(step: i32, own: i32, y: i32, x: i32, quad: i32) -> vec4f {
  let inputs = steps[step + INPUTS];
  let taps = steps[step + TAPS];
  var sum = four(own + steps[step + BIAS_AT] + 4 * quad);
  if (steps[step + PLUS] >= 0) { sum += four(own + place_in(step + PLUS, y, x) + 4 * quad); }
  var weight = steps[step + WEIGHTS_AT] / 4 + quad / 2 * taps * inputs * 2 + quad % 2;
  for (var tap = 0; tap < taps; tap++) {
    let pair = steps[step + FIRST_TAP] + 2 * tap;
    let row = y + steps[pair];
    let column = x + steps[pair + 1];
    if (row >= 0 && column >= 0 && column < steps[WIDTH]) {
      let here = own + place_in(step + FROM, row, column);
      for (var c = 0; c < inputs; c++) { sum += state[here + c] * weights[weight + 2 * c]; }
    }
    weight += 2 * inputs;
  }
  return select(sum, max(vec4f(), sum), steps[step + RELU] == 1);
}

/** Output n of attention at a pixel: over all pixels up to it, with the largest score so far taken out of the sums. */
fn attend(step: i32, own: i32, y: i32, x: i32, n: i32) -> f32 {
  let d = steps[step + INPUTS] / steps[COLOURS];
  let e = steps[step + OUTPUTS] / steps[COLOURS];
  let colour = n / e;
  let query = own + place_in(step + FROM, y, x) + colour * d;
  let scale = inverseSqrt(f32(d));
  var most = -3.4e38;
  var all = 0.0;
  var sum = 0.0;
  for (var place = 0; place <= y * steps[WIDTH] + x; place++) {
    let seen = own + place_in(step + PLUS, place / steps[WIDTH], place % steps[WIDTH]) + colour * (d + e);
    var score = 0.0;
    for (var i = 0; i < d; i++) { score += state[query + i] * state[seen + i]; }
    score *= scale;
    let larger = max(most, score);
    let before = exp(most - larger);
    let weight = exp(score - larger);
    all = all * before + weight;
    sum = sum * before + weight * state[seen + d + n % e];
    most = larger;
  }
  return sum / all;
}

/** How many outputs of a step are taken at once: a convolution's reach into its padding, or the next colour, which comes later. */
fn at_once(step: i32) -> i32 { return select(1, 4, steps[step + KIND] == 0); }

/** Takes a step at a pixel, for one output or four. */
fn take(step: i32, own: i32, y: i32, x: i32, item: i32) {
  let there = own + place_in(step + TO, y, x);
  if (steps[step + KIND] == 0) {
    let sums = convolve(step, own, y, x, item);
    for (var n = 0; n < 4; n++) { state[there + 4 * item + n] = sums[n]; }
    return;
  }
  if (steps[step + KIND] == 3) {
    state[there + item] = attend(step, own, y, x, item);
    return;
  }
  let here = own + place_in(step + FROM, y, x) + item;
  if (steps[step + KIND] == 2) {
    state[there + item] = max(0.0, state[here]);
    return;
  }
  let each = steps[step + OUTPUTS] / steps[COLOURS];
  let a = here + item / each * each;
  state[there + item] = tangent(state[a]) * sigmoid(state[a + each]);
}`;

const mainOf = (draws: number) => /* wgsl */ `
var<workgroup> most: array<f32, ${THREADS}>;
var<workgroup> likeliest: array<i32, ${THREADS}>;

@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  let me = i32(thread);
  let image = i32(id.x);
  let width = steps[WIDTH];
  let colours = steps[COLOURS];
  let levels = steps[LEVELS];
  let own = image * steps[STRIDE];
  let rows = FIRST_STEP + STEP * steps[ROW_STEPS];
  let end = rows + STEP * steps[POINT_STEPS];
  let e = steps[EMBEDDING];
  let temperature = bitcast<f32>(draw[3]);
  for (var i = draw[1]; i < draw[2]; i++) {
    let colour = i % colours;
    let y = i / colours / width;
    let x = i / colours % width;
    if (x == 0 && colour == 0) {
      for (var step = FIRST_STEP; step < rows; step += STEP) {
        let items = (steps[step + OUTPUTS] + at_once(step) - 1) / at_once(step);
        for (var n = me; n < items * width; n += ${THREADS}) { take(step, own, y, n / items, n % items); }
        storageBarrier();
      }
    }
    for (var step = rows; step < end; step += STEP) {
      let each = steps[step + OUTPUTS] / colours;
      let after = ((colour + 1) * each + at_once(step) - 1) / at_once(step);
      for (var n = colour * each / at_once(step) + me; n < after; n += ${THREADS}) { take(step, own, y, x, n); }
      storageBarrier();
    }

    let scores = own + steps[OUTPUT_AT] + colour * levels;
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
      let shown = own + place_in(INPUT, y, x) + colour * e;
      let entry = steps[TABLE_AT] + values[at] * e;
      for (var n = 0; n < e; n++) { state[shown + n] = weights[(entry + n) / 4][(entry + n) % 4]; }
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
