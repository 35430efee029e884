/**
 * Matrix products.
 *
 * Every invocation holds a tile of the result in registers, rows × columns, and walks along k four steps at a time:
 * the four columns of A's tile and the four rows of B's tile that it reads give 4 · rows · columns multiplications for
 * 4 · (rows + columns) numbers read. There is no workgroup memory and no barrier: what neighbours share lies in the
 * cache, and a GPU that is drawn by the processor, for which a barrier is expensive, runs it well too.
 */
import type { ProductShape } from "../productShape";
import type { Program } from "./gpu";

export interface Product extends ProductShape {
  /** Adds a bias to every row. */
  readonly bias?: boolean;
  readonly relu?: boolean;
  /** Also writes Σ over the rows of B, [n]: the bias's gradient beside the weights'. */
  readonly columnSums?: boolean;
}

const WORKGROUP = [8, 8] as const;

/** Buffers: y, a, b, then bias or sums where there is one. */
export function matmulProgram(product: Product): Program {
  const { m, n, k, transposeA, transposeB, bias = false, relu = false, columnSums = false } = product;
  const [rows, columns] = tileOf(product);
  const exact = m % rows === 0 && n % columns === 0;
  const vectorA = (transposeA ? m : k) % 4 === 0;
  const vectorB = (transposeB ? k : n) % 4 === 0;
  const vectorY = n % 4 === 0;
  return {
    key: `matmul ${m} ${n} ${k} ${transposeA} ${transposeB} ${bias} ${relu} ${columnSums}`,
    access: ["write", "read", "read", ...(bias ? ["read" as const] : []), ...(columnSums ? ["write" as const] : [])],
    buffers: [
      ["y", vectorY ? "vec4f" : "f32"],
      ["a", vectorA ? "vec4f" : "f32"],
      ["b", vectorB ? "vec4f" : "f32"],
      ...(bias ? [["bias", vectorY ? "vec4f" : "f32"] as const] : []),
      ...(columnSums ? [["sums", "f32"] as const] : []),
    ],
    workgroups: [Math.ceil(n / (columns * WORKGROUP[0])), Math.ceil(m / (rows * WORKGROUP[1]))],
    source: () => {
      const each = (count: number, line: (i: number) => string) =>
        Array.from({ length: count }, (_, i) => line(i)).join("\n");
      return /* wgsl */ `
${loadFunction("a", "loadA", vectorA, transposeA, m, k)}
${loadFunction("b", "loadB", vectorB, !transposeB, n, k)}
@compute @workgroup_size(${WORKGROUP.join(", ")})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y * ${rows}u;
  let column = id.x * ${columns}u;
  if (row >= ${m}u || column >= ${n}u) { return; }
${each(rows * (columns / 4), (i) => `  var acc${i} = vec4f();`)}
${columnSums ? each(columns / 4, (i) => `  var sum${i} = vec4f();`) : ""}
  for (var k = 0u; k < ${k}u; k += 4u) {
${each(rows / 4, (i) => `    let a${i} = loadA(row + ${4 * i}u, k);`)}
${each(columns / 4, (j) => `    let b${j} = loadB(column + ${4 * j}u, k);`)}
${each(4, (kk) =>
  each(rows, (i) =>
    each(columns / 4, (j) => `    acc${i * (columns / 4) + j} += a${i >> 2}[${kk}][${i & 3}] * b${j}[${kk}];`),
  ),
)}
${columnSums ? each(columns / 4, (j) => `    sum${j} += b${j}[0] + b${j}[1] + b${j}[2] + b${j}[3];`) : ""}
  }
${each(rows, (i) => each(columns / 4, (j) => `  store(row + ${i}u, column + ${4 * j}u, acc${i * (columns / 4) + j});`))}
${columnSums ? `  if (row == 0u) {\n${each(columns, (j) => `    if (column + ${j}u < ${n}u) { sums[column + ${j}u] = sum${j >> 2}[${j & 3}]; }`)}\n  }` : ""}
}

${vectorY ? storeFour(product, exact) : storeEach(product)}`;
    },
  };
}

/** Where tiles fit exactly, nothing is checked: branches take long to compile. */
function storeFour({ m, n, bias, relu }: Product, exact: boolean): string {
  const value = bias ? "values + bias[column / 4u]" : "values";
  return `fn store(row: u32, column: u32, values: vec4f) {
${exact ? "" : `  if (row >= ${m}u || column >= ${n}u) { return; }`}
  y[(row * ${n}u + column) / 4u] = ${relu ? `max(${value}, vec4f())` : value};
}`;
}

function storeEach({ m, n, bias, relu }: Product): string {
  const value = bias ? "values[j] + bias[column + j]" : "values[j]";
  return `fn store(row: u32, column: u32, values: vec4f) {
  if (row >= ${m}u) { return; }
  for (var j = 0u; j < 4u && column + j < ${n}u; j++) {
    y[row * ${n}u + column + j] = ${relu ? `max(${value}, 0.0)` : value};
  }
}`;
}

/** Large tiles read less; small ones keep more invocations busy, and compile in a quarter of the time. */
function tileOf({ m, n, k }: ProductShape): [rows: number, columns: number] {
  const large = m * n >= 64 * 512 && k >= 16;
  return large ? [8, 8] : [4, 4];
}

/**
 * A function that reads a 4 × 4 block whose column kk holds four neighbours along `outer` at k + kk. What lies beyond
 * k is 0; what lies beyond `outer` is anything, since it ends in results that are not stored.
 * @param along whether neighbours along `outer` are neighbours in memory
 */
function loadFunction(
  buffer: string,
  name: string,
  vectors: boolean,
  along: boolean,
  outer: number,
  k: number,
): string {
  const four = (line: (i: number) => string) => [0, 1, 2, 3].map(line).join(", ");
  const columns = (line: (kk: number) => string) => `mat4x4f(${four(line)})`;
  let body: string;
  if (vectors && along) {
    const read = (kk: number) => `${buffer}[((k + ${kk}u) * ${outer}u + outer) / 4u]`;
    body = columns((kk) => (k % 4 === 0 ? read(kk) : `select(vec4f(), ${read(kk)}, k + ${kk}u < ${k}u)`));
  } else if (vectors) {
    body = `transpose(${columns((i) => `${buffer}[((outer + ${i}u) * ${k}u + k) / 4u]`)})`;
  } else {
    const at = (i: number, kk: number) =>
      along ? `(k + ${kk}u) * ${outer}u + outer + ${i}u` : `(outer + ${i}u) * ${k}u + k + ${kk}u`;
    body = columns((kk) => `select(vec4f(), vec4f(${four((i) => `${buffer}[${at(i, kk)}]`)}), k + ${kk}u < ${k}u)`);
  }
  return `fn ${name}(outer: u32, k: u32) -> mat4x4f { return ${body}; }`;
}
