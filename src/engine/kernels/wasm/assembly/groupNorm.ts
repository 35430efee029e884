/**
 * Group normalisation of images [batch, pixels, channels] (Wu & He 2018).
 *
 * A group is some neighbouring channels of one image. Every pass walks over the pixels with all channels side by side, four at a
 * time, and keeps one number for each channel; only then are those of a group put together. So it is as quick for groups of one
 * channel as for groups of all.
 */
import { madd } from "./simd";

/** Bytes of scratch memory that both functions need: five numbers for each channel. */
export function groupNormScratch(channels: i32): usize {
  return (<usize>(5 * channels)) << 2;
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

/** Σ of a group's channels. */
function sumOf(x: usize, group: i32, size: i32): f64 {
  let total: f64 = 0;
  for (let c = group * size; c < (group + 1) * size; c++) total += <f64>load<f32>(x + ((<usize>c) << 2));
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
  const sums = scratch + rowBytes;
  const squares = scratch + 2 * rowBytes;
  const factor = scratch + 3 * rowBytes;
  const size = channels / groups;
  const count = <f64>size * <f64>pixels;
  const imageBytes = <usize>pixels * rowBytes;
  for (let image = 0; image < batch; image++) {
    // Around a first mean, which may be off by rounding, the second one and the variance lose nothing.
    memory.fill(centre, 0, 3 * rowBytes);
    addMoments(x, centre, sums, squares, pixels, channels);
    for (let g = 0; g < groups; g++) store<f32>(statistics + ((<usize>g) << 3), <f32>(sumOf(sums, g, size) / count));
    spread(statistics, 8, centre, channels, groups);
    memory.fill(sums, 0, 2 * rowBytes);
    addMoments(x, centre, sums, squares, pixels, channels);
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
  const sums = scratch + 2 * rowBytes; // Σ dy, then the constant part of dx
  const products = scratch + 3 * rowBytes; // Σ dy·x̄, then what x − μ is multiplied by
  const factor = scratch + 4 * rowBytes; // what dy is multiplied by
  const size = channels / groups;
  const count = <f64>size * <f64>pixels;
  memory.fill(dScale, 0, rowBytes);
  memory.fill(dShift, 0, rowBytes);
  for (let image = 0; image < batch; image++) {
    spread(statistics, 8, centre, channels, groups);
    spread(statistics + 4, 8, inverse, channels, groups);
    memory.fill(sums, 0, 2 * rowBytes);
    let from = x;
    let above = dy;
    for (let pixel = 0; pixel < pixels; pixel++) {
      let c: usize = 0;
      for (; c < end; c += 16) {
        const g = v128.load(above + c);
        const d = f32x4.sub(v128.load(from + c), v128.load(centre + c));
        v128.store(sums + c, f32x4.add(v128.load(sums + c), g));
        v128.store(products + c, madd(g, d, v128.load(products + c)));
      }
      for (; c < rowBytes; c += 4) {
        const g = load<f32>(above + c);
        const d = load<f32>(from + c) - load<f32>(centre + c);
        store<f32>(sums + c, load<f32>(sums + c) + g);
        store<f32>(products + c, load<f32>(products + c) + g * d);
      }
      from += rowBytes;
      above += rowBytes;
    }
    for (let c: usize = 0; c < rowBytes; c += 4) {
      const product = load<f32>(products + c) * load<f32>(inverse + c);
      store<f32>(dShift + c, load<f32>(dShift + c) + load<f32>(sums + c));
      store<f32>(dScale + c, load<f32>(dScale + c) + product);
      store<f32>(factor + c, load<f32>(scale + c) * load<f32>(inverse + c));
      store<f32>(sums + c, load<f32>(sums + c) * load<f32>(scale + c));
      store<f32>(products + c, product * load<f32>(scale + c));
    }
    for (let g = 0; g < groups; g++) {
      const s = <f64>load<f32>(statistics + ((<usize>g) << 3), 4);
      const constant = <f32>((-s * sumOf(sums, g, size)) / count);
      const slope = <f32>((-s * s * sumOf(products, g, size)) / count);
      for (let c = g * size; c < (g + 1) * size; c++) {
        store<f32>(sums + ((<usize>c) << 2), constant);
        store<f32>(products + ((<usize>c) << 2), slope);
      }
    }
    for (let pixel = 0; pixel < pixels; pixel++) {
      let c: usize = 0;
      for (; c < end; c += 16) {
        const d = f32x4.sub(v128.load(x + c), v128.load(centre + c));
        const own = madd(v128.load(dy + c), v128.load(factor + c), v128.load(sums + c));
        v128.store(dx + c, madd(d, v128.load(products + c), own));
      }
      for (; c < rowBytes; c += 4) {
        const d = load<f32>(x + c) - load<f32>(centre + c);
        const own = load<f32>(dy + c) * load<f32>(factor + c) + load<f32>(sums + c);
        store<f32>(dx + c, d * load<f32>(products + c) + own);
      }
      x += rowBytes;
      dy += rowBytes;
      dx += rowBytes;
    }
    statistics += (<usize>groups) << 3;
  }
}
