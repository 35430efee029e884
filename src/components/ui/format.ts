/** Numbers as text: fixed decimals, so that nothing jumps while they change, and a true minus sign. */
import { format } from "d3";

export const count = format(",d");
/** A label of an axis: as short as it can be, with a true minus sign. */
export const tick = format("~g");
export const fixed = (decimals: number): ((value: number) => string) => format(`,.${decimals}f`);
const powerOfTen = format(".1~e");
const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from("-0123456789", (sign, i) => [sign, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[i] ?? sign]),
);

/** 9×10⁻¹⁴, as one writes it by hand. */
function scientific(value: number): string {
  const [mantissa = "", exponent = ""] = powerOfTen(value).split("e");
  return `${mantissa}×10${Array.from(exponent, (sign) => SUPERSCRIPTS[sign] ?? "").join("")}`;
}

const short = format(".3~r");

/** A reading of a live model, which may be anything: what does not fit its box is written as a power of ten. */
export function reading(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return Math.abs(value) >= 1e5 ? scientific(value) : fixed(decimals)(value);
}

/** Decimals of a loss. */
export const LOSS_DECIMALS = { nats: 2, mse: 5 } as const;
export const loss = (value: number, unit: keyof typeof LOSS_DECIMALS): string => reading(value, LOSS_DECIMALS[unit]);

/** A knob's value as a person would write it: 0.001, 1×10⁻⁵, 256. */
export function plain(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4 ? scientific(value) : short(value);
}

/** A point: (0.84, −0.31), the first few coordinates of many. */
export function vector(values: ArrayLike<number>, most = 2): string {
  const shown = Array.from({ length: Math.min(most, values.length) }, (_, i) => reading(values[i] as number));
  return `(${shown.join(", ")}${values.length > most ? ", …" : ""})`;
}

/** z1 for dimension 0: dimensions are counted from one, as in the lecture. Plain digits: few fonts have all of the small ones. */
export const zName = (dimension: number): string => `z${dimension + 1}`;
