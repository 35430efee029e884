/**
 * The steps of a network that does not look ahead, at a pixel of a few images (`engine/kernels/causalProgram.ts` says what their
 * numbers mean). Of four images, a weight is loaded once.
 */
import { attend } from "./causalAttend";
import { gateRows } from "./gate";
import { madd } from "./simd";

/** Images that go side by side. */
export const SIDE: i32 = 4;
/** Bytes of a panel of 8 outputs. */
const PANEL_BYTES: usize = 32;

// @ts-ignore: decorator
@unmanaged
export class Place {
  at: i32;
  rows: i32;
  rowStride: i32;
  columnStride: i32;
}
export const PLACE_BYTES: usize = 16;

// @ts-ignore: decorator
@unmanaged
export class Header {
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
export const HEADER_BYTES: usize = 40;

// @ts-ignore: decorator
@unmanaged
export class Step {
  kind: i32;
  relu: i32;
  inputs: i32;
  outputs: i32;
  weightsAt: i32;
  biasAt: i32;
  firstTap: i32;
  taps: i32;
}
export const STEP_BYTES: usize = 32 + 3 * PLACE_BYTES;

/** Bytes from the beginning of a state to pixel (y, x) of a map. */
// @ts-ignore: decorator
@inline
export function placeIn(place: Place, y: i32, x: i32): usize {
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
export function take(
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
  if (step.kind === 3) {
    const kept = changetype<Place>(places + 2 * PLACE_BYTES);
    const d = step.inputs / header.colours;
    const c = max(colour, 0);
    const query = placeIn(from, y, x) + ((<usize>(c * d)) << 2);
    const keys = (<usize>(kept.at + c * (d + each))) << 2;
    const there = to + ((<usize>first) << 2);
    for (let image = 0; image < images; image++) {
      attend(state + query, state + keys, state + there, d, each, header.width, kept.rowStride, kept.columnStride, y, x);
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
