/** Numbers as text: fixed decimals, so that nothing jumps while they change, and a true minus sign. */
import { format } from "d3";

export const count = format(",d");
export const fixed = (decimals: number): ((value: number) => string) => format(`,.${decimals}f`);
const scientific = format(".1~e");
const short = format(".3~r");

/** A loss: two decimals for nats, five for a mean squared error. */
export function loss(value: number, unit: "nats" | "mse"): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e6) return scientific(value);
  return fixed(unit === "nats" ? 2 : 5)(value);
}

/** A knob's value as a person would write it: 0.001, 1e−5, 256. */
export function plain(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? scientific(value).replace("-", "−") : short(value);
}

/** A point: (0.84, −0.31), the first few coordinates of many. */
export function vector(values: ArrayLike<number>, most = 2): string {
  const shown = Array.from({ length: Math.min(most, values.length) }, (_, i) => fixed(2)(values[i] as number));
  return `(${shown.join(", ")}${values.length > most ? ", …" : ""})`;
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** z₁ for dimension 0: dimensions are counted from one, as in the lecture. */
export function zName(dimension: number): string {
  return `z${[...String(dimension + 1)].map((digit) => SUBSCRIPTS[Number(digit)]).join("")}`;
}
