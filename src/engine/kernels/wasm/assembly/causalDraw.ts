/**
 * Drawing images number by number, with what layers have made of the pixels so far kept in a state (`engine/kernels/causalWalk.ts` is
 * the same in plain words; `causalProgram.ts` says what the numbers of a program mean). Four images go side by side, so that a weight
 * is loaded once for them; what one image is does not depend on the others.
 */
import { gateRows } from "./gate";
import { Job } from "./jobs";
import { gumbels4 } from "./random";
import { laneOf, loadPart, madd } from "./simd";
import { jobArguments, share } from "./threads";

/** Images that go side by side. */
const SIDE: i32 = 4;
/** Bytes of a panel of 8 outputs. */
const PANEL_BYTES: usize = 32;

// @ts-ignore: decorator
@unmanaged
class Draw {
  program: usize;
  weights: usize;
  state: usize;
  values: usize;
  logits: usize;
  batch: i32;
  draws: i32;
  from: i32;
  until: i32;
  key: i32;
  temperature: f32;
}

// @ts-ignore: decorator
@unmanaged
class Place {
  at: i32;
  rows: i32;
  rowStride: i32;
  columnStride: i32;
}
const PLACE_BYTES: usize = 16;

// @ts-ignore: decorator
@unmanaged
class Header {
  width: i32;
  colours: i32;
  levels: i32;
  stride: i32;
  rowSteps: i32;
  pointSteps: i32;
  embedding: i32;
  tableAt: i32;
  outputAt: i32;
  unused: i32;
}
const HEADER_BYTES: usize = 40;

// @ts-ignore: decorator
@unmanaged
class Step {
  kind: i32;
  relu: i32;
  inputs: i32;
  outputs: i32;
  weightsAt: i32;
  biasAt: i32;
  firstTap: i32;
  taps: i32;
}
const STEP_BYTES: usize = 32 + 3 * PLACE_BYTES;

/** Bytes from the beginning of a state to pixel (y, x) of a map. */
// @ts-ignore: decorator
@inline
function placeIn(place: Place, y: i32, x: i32): usize {
  return (<usize>(place.at + (y % place.rows) * place.rowStride + x * place.columnStride)) << 2;
}

/** Panels `first` … `end` − 1 of a convolution at pixel (y, x), of four images whose states lie `stride` bytes apart. */
function convolveFour(
  program: usize,
  weights: usize,
  step: Step,
  from: Place,
  to: usize,
  plus: usize,
  state: usize,
  stride: usize,
  width: i32,
  y: i32,
  x: i32,
  first: i32,
  end: i32,
): void {
  const s1 = state + stride;
  const s2 = s1 + stride;
  const s3 = s2 + stride;
  const rowBytes = <usize>step.inputs * PANEL_BYTES;
  const floor = step.relu ? f32x4.splat(0) : f32x4.splat(-Infinity);
  for (let panel = first; panel < end; panel++) {
    const column = <usize>panel * PANEL_BYTES;
    const bias = ((<usize>step.biasAt) << 2) + column;
    let a0 = v128.load(state + bias), b0 = v128.load(state + bias, 16);
    let a1 = v128.load(s1 + bias), b1 = v128.load(s1 + bias, 16);
    let a2 = v128.load(s2 + bias), b2 = v128.load(s2 + bias, 16);
    let a3 = v128.load(s3 + bias), b3 = v128.load(s3 + bias, 16);
    if (plus !== <usize>-1) {
      const more = plus + column;
      a0 = f32x4.add(a0, v128.load(state + more));
      b0 = f32x4.add(b0, v128.load(state + more, 16));
      a1 = f32x4.add(a1, v128.load(s1 + more));
      b1 = f32x4.add(b1, v128.load(s1 + more, 16));
      a2 = f32x4.add(a2, v128.load(s2 + more));
      b2 = f32x4.add(b2, v128.load(s2 + more, 16));
      a3 = f32x4.add(a3, v128.load(s3 + more));
      b3 = f32x4.add(b3, v128.load(s3 + more, 16));
    }
    let w = weights + ((<usize>step.weightsAt) << 2) + <usize>(panel * step.taps) * rowBytes;
    for (let tap = 0; tap < step.taps; tap++) {
      const pair = program + ((<usize>(step.firstTap + 2 * tap)) << 2);
      const row = y + load<i32>(pair);
      const col = x + load<i32>(pair, 4);
      const next = w + rowBytes;
      if (row < 0 || col < 0 || col >= width) {
        w = next;
        continue;
      }
      let at = placeIn(from, row, col);
      while (w < next) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        let each = v128.load32_splat(state + at);
        a0 = madd(each, w0, a0);
        b0 = madd(each, w1, b0);
        each = v128.load32_splat(s1 + at);
        a1 = madd(each, w0, a1);
        b1 = madd(each, w1, b1);
        each = v128.load32_splat(s2 + at);
        a2 = madd(each, w0, a2);
        b2 = madd(each, w1, b2);
        each = v128.load32_splat(s3 + at);
        a3 = madd(each, w0, a3);
        b3 = madd(each, w1, b3);
        at += 4;
        w += PANEL_BYTES;
      }
    }
    const there = to + column;
    v128.store(state + there, f32x4.max(a0, floor));
    v128.store(state + there, f32x4.max(b0, floor), 16);
    v128.store(s1 + there, f32x4.max(a1, floor));
    v128.store(s1 + there, f32x4.max(b1, floor), 16);
    v128.store(s2 + there, f32x4.max(a2, floor));
    v128.store(s2 + there, f32x4.max(b2, floor), 16);
    v128.store(s3 + there, f32x4.max(a3, floor));
    v128.store(s3 + there, f32x4.max(b3, floor), 16);
  }
}

/** The same of one image. */
function convolveOne(
  program: usize,
  weights: usize,
  step: Step,
  from: Place,
  to: usize,
  plus: usize,
  state: usize,
  width: i32,
  y: i32,
  x: i32,
  first: i32,
  end: i32,
): void {
  const rowBytes = <usize>step.inputs * PANEL_BYTES;
  const floor = step.relu ? f32x4.splat(0) : f32x4.splat(-Infinity);
  for (let panel = first; panel < end; panel++) {
    const column = <usize>panel * PANEL_BYTES;
    const bias = state + ((<usize>step.biasAt) << 2) + column;
    let a = v128.load(bias), b = v128.load(bias, 16);
    if (plus !== <usize>-1) {
      a = f32x4.add(a, v128.load(state + plus + column));
      b = f32x4.add(b, v128.load(state + plus + column, 16));
    }
    let w = weights + ((<usize>step.weightsAt) << 2) + <usize>(panel * step.taps) * rowBytes;
    for (let tap = 0; tap < step.taps; tap++) {
      const pair = program + ((<usize>(step.firstTap + 2 * tap)) << 2);
      const row = y + load<i32>(pair);
      const col = x + load<i32>(pair, 4);
      const next = w + rowBytes;
      if (row < 0 || col < 0 || col >= width) {
        w = next;
        continue;
      }
      let at = state + placeIn(from, row, col);
      while (w < next) {
        const each = v128.load32_splat(at);
        a = madd(each, v128.load(w), a);
        b = madd(each, v128.load(w, 16), b);
        at += 4;
        w += PANEL_BYTES;
      }
    }
    v128.store(state + to + column, f32x4.max(a, floor));
    v128.store(state + to + column, f32x4.max(b, floor), 16);
  }
}

/** Takes a step at a pixel, for one colour or, where that is −1, for all. */
function take(
  program: usize,
  header: Header,
  weights: usize,
  step: Step,
  state: usize,
  images: i32,
  y: i32,
  x: i32,
  colour: i32,
): void {
  const places = changetype<usize>(step) + 32;
  const from = changetype<Place>(places);
  const to = placeIn(changetype<Place>(places + PLACE_BYTES), y, x);
  const each = step.outputs / header.colours;
  const first = colour < 0 ? 0 : colour * each;
  const end = colour < 0 ? step.outputs : first + each;
  const stride = (<usize>header.stride) << 2;
  if (step.kind === 0) {
    const added = changetype<Place>(places + 2 * PLACE_BYTES);
    const plus = added.at < 0 ? <usize>-1 : placeIn(added, y, x);
    const width = header.width;
    const firstPanel = first >> 3;
    const endPanel = (end + 7) >> 3;
    if (images === SIDE) {
      convolveFour(program, weights, step, from, to, plus, state, stride, width, y, x, firstPanel, endPanel);
      return;
    }
    for (let image = 0; image < images; image++) {
      convolveOne(program, weights, step, from, to, plus, state, width, y, x, firstPanel, endPanel);
      state += stride;
    }
    return;
  }
  const seen = placeIn(from, y, x);
  for (let image = 0; image < images; image++) {
    if (step.kind === 1) {
      const at = (<usize>first) << 2;
      gateRows(state + seen + 2 * at, state + to + at, (end - first) / each, each);
    } else {
      for (let n = first & ~3; n < end; n += 4) {
        const at = (<usize>n) << 2;
        v128.store(state + to + at, f32x4.max(v128.load(state + seen + at), f32x4.splat(0)));
      }
    }
    state += stride;
  }
}

/** argmax_l logits_l + T · gumbel_l, of equal ones the first. */
function drawFrom(logits: usize, levels: i32, key: i32, counter: i32, temperature: f32): i32 {
  let most = f32x4.splat(-Infinity);
  let level = i32x4.splat(0);
  let lanes = i32x4(0, 1, 2, 3);
  const factor = f32x4.splat(temperature);
  for (let l = 0; l < levels; l += 4) {
    const at = logits + ((<usize>l) << 2);
    let score = levels - l >= 4 ? v128.load(at) : loadPart(at, levels - l, -Infinity);
    if (temperature > 0) score = f32x4.add(score, f32x4.mul(factor, gumbels4(key, i32x4.add(i32x4.splat(counter), lanes))));
    const more = f32x4.gt(score, most);
    most = v128.bitselect(score, most, more);
    level = v128.bitselect(lanes, level, more);
    lanes = i32x4.add(lanes, i32x4.splat(4));
  }
  let best = laneOf(most, 0);
  let found = i32x4.extract_lane(level, 0);
  for (let lane = 1; lane < 4; lane++) {
    const score = laneOf(most, lane);
    const there = lane === 1 ? i32x4.extract_lane(level, 1) : lane === 2 ? i32x4.extract_lane(level, 2) : i32x4.extract_lane(level, 3);
    if (score > best || (score === best && there < found)) {
      best = score;
      found = there;
    }
  }
  return found;
}

/** Draws numbers `from` … `until` − 1 of a few images. */
function drawImages(draw: Draw, firstImage: i32, images: i32): void {
  const header = changetype<Header>(draw.program);
  const input = changetype<Place>(draw.program + HEADER_BYTES);
  const steps = draw.program + HEADER_BYTES + PLACE_BYTES;
  const stride = (<usize>header.stride) << 2;
  const state = draw.state + <usize>firstImage * stride;
  const colours = header.colours;
  const levels = header.levels;
  for (let i = draw.from; i < draw.until; i++) {
    const colour = i % colours;
    const y = i / colours / header.width;
    const x = (i / colours) % header.width;
    let step = steps;
    for (let s = 0; s < header.rowSteps; s++) {
      if (x === 0 && colour === 0) {
        for (let along = 0; along < header.width; along++)
          take(draw.program, header, draw.weights, changetype<Step>(step), state, images, y, along, -1);
      }
      step += STEP_BYTES;
    }
    for (let s = 0; s < header.pointSteps; s++) {
      take(draw.program, header, draw.weights, changetype<Step>(step), state, images, y, x, colour);
      step += STEP_BYTES;
    }
    const entryBytes = (<usize>header.embedding) << 2;
    const shown = placeIn(input, y, x) + <usize>colour * entryBytes;
    const scores = (<usize>(header.outputAt + colour * levels)) << 2;
    for (let image = 0; image < images; image++) {
      const own = state + <usize>image * stride;
      const at = (firstImage + image) * draw.draws + i;
      const value = draw.values + ((<usize>at) << 2);
      memory.copy(draw.logits + ((<usize>((firstImage + image) * levels)) << 2), own + scores, (<usize>levels) << 2);
      if (load<i32>(value) < 0)
        store<i32>(value, drawFrom(own + scores, levels, draw.key, at * levels, draw.temperature));
      const entry = draw.weights + ((<usize>header.tableAt) << 2) + <usize>load<i32>(value) * entryBytes;
      memory.copy(own + shown, entry, entryBytes);
    }
  }
}

/**
 * @param program address of what `encode` writes
 * @param state address of [batch, stride]
 * @param values address of [batch, draws], −1 where a value is to be drawn
 * @param logits address of [batch, levels], written
 */
export function causalDraw(
  program: usize,
  weights: usize,
  state: usize,
  values: usize,
  logits: usize,
  batch: i32,
  draws: i32,
  from: i32,
  until: i32,
  key: i32,
  temperature: f32,
): void {
  const draw = changetype<Draw>(jobArguments());
  draw.program = program;
  draw.weights = weights;
  draw.state = state;
  draw.values = values;
  draw.logits = logits;
  draw.batch = batch;
  draw.draws = draws;
  draw.from = from;
  draw.until = until;
  draw.key = key;
  draw.temperature = temperature;
  share(Job.CausalDraw, (batch + SIDE - 1) / SIDE);
}

export function causalDrawChunk(chunk: i32): void {
  const draw = changetype<Draw>(jobArguments());
  const first = chunk * SIDE;
  drawImages(draw, first, min(SIDE, draw.batch - first));
}
