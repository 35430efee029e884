/**
 * Drawing images number by number, with what layers have made of the pixels so far kept in a state (`engine/kernels/causalWalk.ts` is
 * the same in plain words). What one image is does not depend on the others.
 */
import { Header, HEADER_BYTES, Place, PLACE_BYTES, placeIn, SIDE, Step, STEP_BYTES, take } from "./causalSteps";
import { Job } from "./jobs";
import { gumbels4 } from "./random";
import { laneOf, loadPart } from "./simd";
import { jobArguments, share } from "./threads";

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
