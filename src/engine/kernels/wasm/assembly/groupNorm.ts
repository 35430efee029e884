/**
 * Group normalisation of images [batch, pixels, channels] (Wu & He 2018). Batch normalisation is that of a single image, which has
 * the pixels of all, in groups of one channel.
 *
 * A group is some neighbouring channels of one image. Every pass walks over the pixels with all channels side by side, four at a
 * time, and keeps one number for each channel; only then are those of a group put together. So it is as quick for groups of one
 * channel as for groups of all.
 */
import { madd } from "./simd";

/** Pixels that are added up in f32; what blocks of them come to is added up in f64, so that the error stays where it is. */
const BLOCK: i32 = 256;

/** Bytes of scratch memory that both functions need: five numbers for each channel, and two in f64. */
export function groupNormScratch(channels: i32): usize {
  return (<usize>(9 * channels)) << 2;
}

/** y[c] = what a group has at `values`, spread over its channels. */
function spread(values: usize, stride: usize, y: usize, channels: i32, groups: i32): void {
  const size = channels / groups;
  for (let c = 0; c < channels; c++) {
    store<f32>(y + ((<usize>c) << 2), load<f32>(values + <usize>(c / size) * stride));
  }
}

/** sums[c] += Σ over pixels of x − centre[c], and squares[c] += Σ (x − centre[c])². */
function addMoments(x: usize, centre: usize, sums: usize, squares: usize, pixels: i32, channels: i32): void {
  const rowBytes = (<usize>channels) << 2;
  const end = (<usize>(channels & ~3)) << 2;
  for (let pixel = 0; pixel < pixels; pixel++) {
    let c: usize = 0;
    for (; c < end; c += 16) {
      const d = f32x4.sub(v128.load(x + c), v128.load(centre + c));
      v128.store(sums + c, f32x4.add(v128.load(sums + c), d));
      v128.store(squares + c, madd(d, d, v128.load(squares + c)));
    }
    for (; c < rowBytes; c += 4) {
      const d = load<f32>(x + c) - load<f32>(centre + c);
      store<f32>(sums + c, load<f32>(sums + c) + d);
      store<f32>(squares + c, load<f32>(squares + c) + d * d);
    }
    x += rowBytes;
  }
}

/** totals[i] += block[i], for a sum and another of each channel. */
function addBlock(block: usize, totals: usize, channels: i32): void {
  for (let i = 0; i < 2 * channels; i++) {
    const at = totals + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) + <f64>load<f32>(block + ((<usize>i) << 2)));
  }
}

/** totals = Σ over pixels of x − centre[c], then Σ (x − centre[c])². */
function moments(x: usize, centre: usize, block: usize, totals: usize, pixels: i32, channels: i32): void {
  const rowBytes = (<usize>channels) << 2;
  memory.fill(totals, 0, 4 * rowBytes);
  for (let first = 0; first < pixels; first += BLOCK) {
    memory.fill(block, 0, 2 * rowBytes);
    addMoments(x, centre, block, block + rowBytes, min(BLOCK, pixels - first), channels);
    addBlock(block, totals, channels);
    x += <usize>BLOCK * rowBytes;
  }
}

/** Σ of a group's channels. */
function sumOf(totals: usize, group: i32, size: i32): f64 {
  let total: f64 = 0;
  for (let c = group * size; c < (group + 1) * size; c++) total += load<f64>(totals + ((<usize>c) << 3));
  return total;
}

/** y = x·factor[c] + term[c] for x − centre[c] in place of x. */
function affine(x: usize, centre: usize, factor: usize, term: usize, y: usize, pixels: i32, channels: i32): void {
  const rowBytes = (<usize>channels) << 2;
  const end = (<usize>(channels & ~3)) << 2;
  for (let pixel = 0; pixel < pixels; pixel++) {
    let c: usize = 0;
    for (; c < end; c += 16) {
      const d = f32x4.sub(v128.load(x + c), v128.load(centre + c));
      v128.store(y + c, madd(d, v128.load(factor + c), v128.load(term + c)));
    }
    for (; c < rowBytes; c += 4) {
      const d = load<f32>(x + c) - load<f32>(centre + c);
      store<f32>(y + c, d * load<f32>(factor + c) + load<f32>(term + c));
    }
    x += rowBytes;
    y += rowBytes;
  }
}

/**
 * y = (x − μ) / √(σ² + ε) · scale + shift, with μ and σ² of each image's group.
 * @param statistics [batch, groups, 2], written: μ and 1 / √(σ² + ε)
 */
export function groupNorm(
  x: usize,
  scale: usize,
  shift: usize,
  y: usize,
  statistics: usize,
  batch: i32,
  pixels: i32,
  channels: i32,
  groups: i32,
  epsilon: f64,
  scratch: usize,
): void {
  const rowBytes = (<usize>channels) << 2;
  const centre = scratch;
  const block = scratch + rowBytes;
  const factor = scratch + 3 * rowBytes;
  const sums = scratch + 5 * rowBytes;
  const squares = scratch + 7 * rowBytes;
  const size = channels / groups;
  const count = <f64>size * <f64>pixels;
  const imageBytes = <usize>pixels * rowBytes;
  for (let image = 0; image < batch; image++) {
    // Around a first mean, which may be off by rounding, the second one and the variance lose nothing.
    memory.fill(centre, 0, rowBytes);
    moments(x, centre, block, sums, pixels, channels);
    for (let g = 0; g < groups; g++) store<f32>(statistics + ((<usize>g) << 3), <f32>(sumOf(sums, g, size) / count));
    spread(statistics, 8, centre, channels, groups);
    moments(x, centre, block, sums, pixels, channels);
    for (let g = 0; g < groups; g++) {
      const at = statistics + ((<usize>g) << 3);
      const off = sumOf(sums, g, size) / count;
      const variance = max(sumOf(squares, g, size) / count - off * off, 0);
      store<f32>(at, <f32>(<f64>load<f32>(at) + off));
      store<f32>(at, <f32>(1 / sqrt(variance + epsilon)), 4);
    }
    spread(statistics, 8, centre, channels, groups);
    spread(statistics + 4, 8, factor, channels, groups);
    for (let c: usize = 0; c < rowBytes; c += 4) {
      store<f32>(factor + c, load<f32>(factor + c) * load<f32>(scale + c));
    }
    affine(x, centre, factor, shift, y, pixels, channels);
    x += imageBytes;
    y += imageBytes;
    statistics += (<usize>groups) << 3;
  }
}

/** totals = Σ over pixels of dy, then Σ dy·(x − centre[c]). */
function slopes(dy: usize, x: usize, centre: usize, block: usize, totals: usize, pixels: i32, channels: i32): void {
  const rowBytes = (<usize>channels) << 2;
  const end = (<usize>(channels & ~3)) << 2;
  const products = block + rowBytes;
  memory.fill(totals, 0, 4 * rowBytes);
  for (let first = 0; first < pixels; first += BLOCK) {
    memory.fill(block, 0, 2 * rowBytes);
    const last = min(first + BLOCK, pixels);
    for (let pixel = first; pixel < last; pixel++) {
      let c: usize = 0;
      for (; c < end; c += 16) {
        const g = v128.load(dy + c);
        const d = f32x4.sub(v128.load(x + c), v128.load(centre + c));
        v128.store(block + c, f32x4.add(v128.load(block + c), g));
        v128.store(products + c, madd(g, d, v128.load(products + c)));
      }
      for (; c < rowBytes; c += 4) {
        const g = load<f32>(dy + c);
        const d = load<f32>(x + c) - load<f32>(centre + c);
        store<f32>(block + c, load<f32>(block + c) + g);
        store<f32>(products + c, load<f32>(products + c) + g * d);
      }
      x += rowBytes;
      dy += rowBytes;
    }
    addBlock(block, totals, channels);
  }
}

/**
 * With x̄ = (x − μ)/s and means over the group: dx = (dy·scale − mean(dy·scale) − x̄·mean(dy·scale·x̄)) / s,
 * dScale = Σ dy·x̄ and dShift = Σ dy over images and pixels.
 */
export function groupNormGradient(
  dy: usize,
  x: usize,
  scale: usize,
  statistics: usize,
  dx: usize,
  dScale: usize,
  dShift: usize,
  batch: i32,
  pixels: i32,
  channels: i32,
  groups: i32,
  scratch: usize,
): void {
  const rowBytes = (<usize>channels) << 2;
  const end = (<usize>(channels & ~3)) << 2;
  const centre = scratch;
  const inverse = scratch + rowBytes;
  const constants = scratch + 2 * rowBytes; // of dx; before, sums of a block
  const factors = scratch + 3 * rowBytes; // what x − μ is multiplied by; before, sums of a block
  const factor = scratch + 4 * rowBytes; // what dy is multiplied by
  const sums = scratch + 5 * rowBytes; // Σ dy, in f64
  const products = scratch + 7 * rowBytes; // Σ dy·(x − μ), in f64
  const size = channels / groups;
  const count = <f64>size * <f64>pixels;
  memory.fill(dScale, 0, rowBytes);
  memory.fill(dShift, 0, rowBytes);
  for (let image = 0; image < batch; image++) {
    spread(statistics, 8, centre, channels, groups);
    spread(statistics + 4, 8, inverse, channels, groups);
    slopes(dy, x, centre, constants, sums, pixels, channels);
    for (let c: usize = 0; c < rowBytes; c += 4) {
      const own = load<f32>(scale + c);
      const s = load<f32>(inverse + c);
      const sum = load<f64>(sums + 2 * c);
      const product = load<f64>(products + 2 * c) * <f64>s;
      store<f32>(dShift + c, load<f32>(dShift + c) + <f32>sum);
      store<f32>(dScale + c, load<f32>(dScale + c) + <f32>product);
      store<f32>(factor + c, own * s);
      store<f64>(sums + 2 * c, sum * <f64>own);
      store<f64>(products + 2 * c, product * <f64>own);
    }
    for (let g = 0; g < groups; g++) {
      const s = <f64>load<f32>(statistics + ((<usize>g) << 3), 4);
      const constant = <f32>((-s * sumOf(sums, g, size)) / count);
      const slope = <f32>((-s * s * sumOf(products, g, size)) / count);
      for (let c = g * size; c < (g + 1) * size; c++) {
        store<f32>(constants + ((<usize>c) << 2), constant);
        store<f32>(factors + ((<usize>c) << 2), slope);
      }
    }
    for (let pixel = 0; pixel < pixels; pixel++) {
      let c: usize = 0;
      for (; c < end; c += 16) {
        const d = f32x4.sub(v128.load(x + c), v128.load(centre + c));
        const own = madd(v128.load(dy + c), v128.load(factor + c), v128.load(constants + c));
        v128.store(dx + c, madd(d, v128.load(factors + c), own));
      }
      for (; c < rowBytes; c += 4) {
        const d = load<f32>(x + c) - load<f32>(centre + c);
        const own = load<f32>(dy + c) * load<f32>(factor + c) + load<f32>(constants + c);
        store<f32>(dx + c, d * load<f32>(factors + c) + own);
      }
      x += rowBytes;
      dy += rowBytes;
      dx += rowBytes;
    }
    statistics += (<usize>groups) << 3;
  }
}
