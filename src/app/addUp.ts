/**
 * Terms rounded to so many decimals in such a way that they add up to their rounded sum: those that were cut by the most get
 * what is missing in the last digit (the method of the largest remainder).
 *
 * @param values any finite numbers; what is not finite leaves all as they are
 * @returns each within one unit of the last digit of what it was
 */
export function addUp(values: readonly number[], decimals: number): number[] {
  const scale = 10 ** decimals;
  const scaled = values.map((value) => value * scale);
  const total = Math.round(scaled.reduce((sum, value) => sum + value, 0));
  if (!Number.isSafeInteger(total)) return [...values];
  const cut = scaled.map(Math.floor);
  const missing = total - cut.reduce((sum, value) => sum + value, 0);
  const order = values.map((_, i) => i);
  const remainder = (i: number) => (scaled[i] as number) - (cut[i] as number);
  const raised = new Set(order.sort((a, b) => remainder(b) - remainder(a)).slice(0, missing));
  return cut.map((value, i) => (value + (raised.has(i) ? 1 : 0)) / scale);
}
