/**
 * C = op(A)·op(B), optionally + bias or + C itself, and then max(0, ·), for row-major f32 matrices.
 *
 * Both operands are first copied into panels that the inner loop reads from front to back: A in panels of 6 rows,
 * B in panels of 8 columns. The inner loop keeps a 6 × 8 tile of C in twelve registers and adds one column of A's panel times
 * one row of B's panel to it: 14 loads for 96 multiply-adds. 6 × 8 is the largest tile that fits the 16 vector registers of x86
 * beside the operands. A transposed operand costs a different copy and nothing else. (Goto & van de Geijn 2008.)
 *
 * Threads first copy the panels of A together, and then each takes columns of C, with a panel of B of its own.
 */
import { Job } from "./jobs";
import { madd } from "./simd";
import { jobArguments, ownBytes, share, thread, threads } from "./threads";

const ROWS: i32 = 6;
const COLUMNS: i32 = 8;
const TILE_BYTES: usize = ROWS * COLUMNS * 4;

/** Below this many multiply-adds, sharing out costs more than it saves. */
const WORTH_SHARING: i32 = 1 << 17;
/** Multiply-adds that make a chunk: about 20 µs. */
const CHUNK: i32 = 1 << 19;

/** A product on the board. */
// @ts-ignore: decorator
@unmanaged
class Product {
  a: usize;
  b: usize;
  c: usize;
  m: i32;
  n: i32;
  k: i32;
  transposeA: bool;
  transposeB: bool;
  accumulate: bool;
  relu: bool;
  bias: usize;
  scratch: usize;
  panelsAChunk: i32;
  columnsAChunk: i32;
}

// @ts-ignore: decorator
@inline
function panelsOf(m: i32): i32 {
  return (m + ROWS - 1) / ROWS;
}

// @ts-ignore: decorator
@inline
function panelBytes(k: i32): usize {
  return (<usize>(ROWS * k)) << 2;
}

/** What a thread needs for itself: a panel of B, the bias beside it, and a tile. */
// @ts-ignore: decorator
@inline
function ownScratch(k: i32): usize {
  return ownBytes(((<usize>(COLUMNS * k + COLUMNS)) << 2) + TILE_BYTES);
}

/** Bytes of scratch memory that `gemm` needs. */
export function gemmScratch(m: i32, k: i32): usize {
  return <usize>panelsOf(m) * panelBytes(k) + <usize>threads * ownScratch(k);
}

/** Bytes of scratch memory that `gemmAlone` needs. */
export function gemmAloneScratch(m: i32, k: i32): usize {
  return <usize>panelsOf(m) * panelBytes(k) + ownScratch(k);
}

/** Rows i0 … i0 + 5 of op(A) as k groups of 6; rows past the end are 0. */
function packRows(a: usize, panel: usize, i0: i32, m: i32, k: i32, transposed: bool): void {
  const rows = min(ROWS, m - i0);
  const step = (<usize>ROWS) << 2;
  if (rows < ROWS) memory.fill(panel, 0, (<usize>(ROWS * k)) << 2);
  if (transposed) {
    for (let p = 0; p < k; p++) {
      memory.copy(panel + <usize>p * step, a + ((<usize>(p * m + i0)) << 2), (<usize>rows) << 2);
    }
    return;
  }
  for (let r = 0; r < rows; r++) {
    let from = a + ((<usize>((i0 + r) * k)) << 2);
    let to = panel + ((<usize>r) << 2);
    for (let p = 0; p < k; p++) {
      store<f32>(to, load<f32>(from));
      from += 4;
      to += step;
    }
  }
}

/** Columns j0 … j0 + 7 of op(B) as k groups of 8; columns past the end are 0. */
function packColumns(b: usize, panel: usize, j0: i32, n: i32, k: i32, transposed: bool): void {
  const columns = min(COLUMNS, n - j0);
  const step = (<usize>COLUMNS) << 2;
  if (columns < COLUMNS) memory.fill(panel, 0, (<usize>(COLUMNS * k)) << 2);
  if (transposed) {
    for (let c = 0; c < columns; c++) {
      let from = b + ((<usize>((j0 + c) * k)) << 2);
      let to = panel + ((<usize>c) << 2);
      for (let p = 0; p < k; p++) {
        store<f32>(to, load<f32>(from));
        from += 4;
        to += step;
      }
    }
    return;
  }
  let from = b + ((<usize>j0) << 2);
  let to = panel;
  const stride = (<usize>n) << 2;
  if (columns === COLUMNS) {
    for (let p = 0; p < k; p++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += stride;
      to += step;
    }
    return;
  }
  for (let p = 0; p < k; p++) {
    for (let c = 0; c < columns; c++) store<f32>(to + ((<usize>c) << 2), load<f32>(from + ((<usize>c) << 2)));
    from += stride;
    to += step;
  }
}

/** Copies panels `first` … `end` − 1 of op(A), one after the other, to `panels`. */
function packPanels(a: usize, panels: usize, first: i32, end: i32, m: i32, k: i32, transposed: bool): void {
  for (let i = first; i < end; i++) packRows(a, panels + <usize>i * panelBytes(k), i * ROWS, m, k, transposed);
}

/** Columns `from` … `end` − 1 of C; `from` is a multiple of 8. `own` is memory of this thread alone. */
function multiplyColumns(
  panelsOfA: usize,
  b: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeB: bool,
  bias: usize,
  accumulate: bool,
  relu: bool,
  from: i32,
  end: i32,
  own: usize,
): void {
  const panels = panelsOf(m);
  const columnPanel = own;
  const start = columnPanel + ((<usize>(COLUMNS * k)) << 2);
  const tile = start + ((<usize>COLUMNS) << 2);
  const stride = (<usize>n) << 2;
  const zero = f32x4.splat(0);
  const floor = relu ? zero : f32x4.splat(-Infinity);

  for (let j0 = from; j0 < end; j0 += COLUMNS) {
    const columns = min(COLUMNS, n - j0);
    packColumns(b, columnPanel, j0, n, k, transposeB);
    memory.fill(start, 0, (<usize>COLUMNS) << 2);
    if (bias) memory.copy(start, bias + ((<usize>j0) << 2), (<usize>columns) << 2);
    const bias0 = v128.load(start);
    const bias1 = v128.load(start, 16);

    for (let i = 0; i < panels; i++) {
      let x = panelsOfA + <usize>i * panelBytes(k);
      let y = columnPanel;
      const rows = min(ROWS, m - i * ROWS);
      const whole = rows === ROWS && columns === COLUMNS;
      const corner = c + ((<usize>(i * ROWS * n + j0)) << 2);
      // A tile that sticks out is kept beside C, and what belongs to C is copied.
      const to = whole ? corner : tile;
      const s = whole ? stride : (<usize>COLUMNS) << 2;
      let c00 = bias0, c10 = bias0, c20 = bias0, c30 = bias0, c40 = bias0, c50 = bias0;
      let c01 = bias1, c11 = bias1, c21 = bias1, c31 = bias1, c41 = bias1, c51 = bias1;
      if (accumulate) {
        if (!whole) {
          for (let r = 0; r < rows; r++) {
            memory.copy(tile + <usize>r * s, corner + <usize>r * stride, (<usize>columns) << 2);
          }
        }
        c00 = v128.load(to);
        c01 = v128.load(to, 16);
        c10 = v128.load(to + s);
        c11 = v128.load(to + s, 16);
        c20 = v128.load(to + 2 * s);
        c21 = v128.load(to + 2 * s, 16);
        c30 = v128.load(to + 3 * s);
        c31 = v128.load(to + 3 * s, 16);
        c40 = v128.load(to + 4 * s);
        c41 = v128.load(to + 4 * s, 16);
        c50 = v128.load(to + 5 * s);
        c51 = v128.load(to + 5 * s, 16);
      }
      for (let p = 0; p < k; p++) {
        const y0 = v128.load(y);
        const y1 = v128.load(y, 16);
        let xr = v128.load32_splat(x);
        c00 = madd(xr, y0, c00);
        c01 = madd(xr, y1, c01);
        xr = v128.load32_splat(x, 4);
        c10 = madd(xr, y0, c10);
        c11 = madd(xr, y1, c11);
        xr = v128.load32_splat(x, 8);
        c20 = madd(xr, y0, c20);
        c21 = madd(xr, y1, c21);
        xr = v128.load32_splat(x, 12);
        c30 = madd(xr, y0, c30);
        c31 = madd(xr, y1, c31);
        xr = v128.load32_splat(x, 16);
        c40 = madd(xr, y0, c40);
        c41 = madd(xr, y1, c41);
        xr = v128.load32_splat(x, 20);
        c50 = madd(xr, y0, c50);
        c51 = madd(xr, y1, c51);
        x += (<usize>ROWS) << 2;
        y += (<usize>COLUMNS) << 2;
      }
      v128.store(to, f32x4.max(c00, floor));
      v128.store(to, f32x4.max(c01, floor), 16);
      v128.store(to + s, f32x4.max(c10, floor));
      v128.store(to + s, f32x4.max(c11, floor), 16);
      v128.store(to + 2 * s, f32x4.max(c20, floor));
      v128.store(to + 2 * s, f32x4.max(c21, floor), 16);
      v128.store(to + 3 * s, f32x4.max(c30, floor));
      v128.store(to + 3 * s, f32x4.max(c31, floor), 16);
      v128.store(to + 4 * s, f32x4.max(c40, floor));
      v128.store(to + 4 * s, f32x4.max(c41, floor), 16);
      v128.store(to + 5 * s, f32x4.max(c50, floor));
      v128.store(to + 5 * s, f32x4.max(c51, floor), 16);
      if (!whole) {
        for (let r = 0; r < rows; r++)
          memory.copy(corner + <usize>r * stride, tile + <usize>r * s, (<usize>columns) << 2);
      }
    }
  }
}

/** `gemm` by this thread alone, for a chunk of something larger. `scratch` has `gemmAloneScratch(m, k)` bytes. */
export function gemmAlone(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  transposeB: bool,
  bias: usize,
  accumulate: bool,
  relu: bool,
  scratch: usize,
): void {
  const own = scratch + <usize>panelsOf(m) * panelBytes(k);
  packPanels(a, scratch, 0, panelsOf(m), m, k, transposeA);
  multiplyColumns(scratch, b, c, m, n, k, transposeB, bias, accumulate, relu, 0, n, own);
}

/**
 * @param a address of op(A) [m, k], stored [k, m] if `transposeA`
 * @param b address of op(B) [k, n], stored [n, k] if `transposeB`
 * @param c address of C [m, n], overwritten
 * @param bias address of [n], or 0 for none
 * @param accumulate whether the product is added to what C holds, instead of to the bias
 * @param relu whether C becomes max(0, C)
 * @param scratch address of `gemmScratch(m, k)` bytes
 */
export function gemm(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: bool,
  transposeB: bool,
  bias: usize,
  accumulate: bool,
  relu: bool,
  scratch: usize,
): void {
  const size = <i64>m * <i64>n * <i64>k;
  if (threads === 1 || size < WORTH_SHARING) {
    gemmAlone(a, b, c, m, n, k, transposeA, transposeB, bias, accumulate, relu, scratch);
    return;
  }
  const product = changetype<Product>(jobArguments());
  product.a = a;
  product.b = b;
  product.c = c;
  product.m = m;
  product.n = n;
  product.k = k;
  product.transposeA = transposeA;
  product.transposeB = transposeB;
  product.bias = bias;
  product.accumulate = accumulate;
  product.relu = relu;
  product.scratch = scratch;
  // Copying a number costs about as much as four multiply-adds.
  product.panelsAChunk = max(1, CHUNK / (4 * ROWS * k));
  product.columnsAChunk = COLUMNS * max(1, CHUNK / (COLUMNS * m * k));
  share(Job.Pack, (panelsOf(m) + product.panelsAChunk - 1) / product.panelsAChunk);
  share(Job.Multiply, (n + product.columnsAChunk - 1) / product.columnsAChunk);
}

export function packChunk(chunk: i32): void {
  const p = changetype<Product>(jobArguments());
  const first = chunk * p.panelsAChunk;
  packPanels(p.a, p.scratch, first, min(panelsOf(p.m), first + p.panelsAChunk), p.m, p.k, p.transposeA);
}

export function multiplyChunk(chunk: i32): void {
  const p = changetype<Product>(jobArguments());
  const from = chunk * p.columnsAChunk;
  const end = min(p.n, from + p.columnsAChunk);
  const own = p.scratch + <usize>panelsOf(p.m) * panelBytes(p.k) + <usize>thread * ownScratch(p.k);
  multiplyColumns(p.scratch, p.b, p.c, p.m, p.n, p.k, p.transposeB, p.bias, p.accumulate, p.relu, from, end, own);
}
