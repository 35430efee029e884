/**
 * C = op(A)·op(B), optionally + bias or + C itself, and then max(0, ·), for row-major f32 matrices.
 *
 * Both operands are first copied into panels that the inner loop reads from front to back: A in panels of 6 rows,
 * B in panels of 8 columns. The inner loop keeps a 6 × 8 tile of C in twelve registers and adds one column of A's panel times
 * one row of B's panel to it: 14 loads for 96 multiply-adds. 6 × 8 is the largest tile that fits the 16 vector registers of x86
 * beside the operands. A transposed operand costs a different copy and nothing else. (Goto & van de Geijn 2008.)
 */
import { madd } from "./simd";

const ROWS: i32 = 6;
const COLUMNS: i32 = 8;
const TILE_BYTES: usize = ROWS * COLUMNS * 4;

/** Bytes of scratch memory that `gemm` needs. */
export function gemmScratch(m: i32, k: i32): usize {
  const panels = (m + ROWS - 1) / ROWS;
  return ((<usize>(panels * ROWS * k + COLUMNS * k + COLUMNS)) << 2) + TILE_BYTES;
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
  const panels = (m + ROWS - 1) / ROWS;
  const panelBytes = (<usize>(ROWS * k)) << 2;
  for (let i = 0; i < panels; i++) packRows(a, scratch + <usize>i * panelBytes, i * ROWS, m, k, transposeA);
  const columnPanel = scratch + <usize>panels * panelBytes;
  const start = columnPanel + ((<usize>(COLUMNS * k)) << 2);
  const tile = start + ((<usize>COLUMNS) << 2);
  const stride = (<usize>n) << 2;
  const zero = f32x4.splat(0);
  const floor = relu ? zero : f32x4.splat(-Infinity);

  for (let j0 = 0; j0 < n; j0 += COLUMNS) {
    const columns = min(COLUMNS, n - j0);
    packColumns(b, columnPanel, j0, n, k, transposeB);
    memory.fill(start, 0, (<usize>COLUMNS) << 2);
    if (bias) memory.copy(start, bias + ((<usize>j0) << 2), (<usize>columns) << 2);
    const bias0 = v128.load(start);
    const bias1 = v128.load(start, 16);

    for (let i = 0; i < panels; i++) {
      let x = scratch + <usize>i * panelBytes;
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
