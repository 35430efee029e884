/** Which latent units are at work, and in which order to show them: both keep still while nothing much changes. */
import { ACTIVE } from "../../../engine/metrics/latentStatistics";

/** A unit that was switched off counts as active again only well above the threshold. */
const BACK = 2 * ACTIVE;

/** The units that are switched off, given those that were at the evaluation before. The same list where nothing changed. */
export function switchedOff(before: readonly number[], activity: ArrayLike<number>): readonly number[] {
  const off: number[] = [];
  for (let d = 0; d < activity.length; d++)
    if (!((activity[d] as number) > (before.includes(d) ? BACK : ACTIVE))) off.push(d);
  return off.length === before.length && off.every((d, i) => d === before[i]) ? before : off;
}

/** Two neighbours change places only when the lower one has this much more. */
const CLEARLY = { factor: 1.25, nats: 0.05 };

/** Dimensions from the most KL to the least, as far as that is clear; the order before stays otherwise. */
export function inOrder(before: readonly number[], kl: ArrayLike<number>): readonly number[] {
  const of = (d: number) => kl[d] as number;
  if (before.length !== kl.length) return Array.from(kl, (_, d) => d).sort((a, b) => of(b) - of(a) || a - b);
  const clearlyMore = (a: number, b: number) => of(a) > CLEARLY.factor * of(b) + CLEARLY.nats;
  const order = [...before];
  for (let end = 1; end < order.length; end++)
    for (let i = end; i > 0 && clearlyMore(order[i] as number, order[i - 1] as number); i--)
      [order[i - 1], order[i]] = [order[i] as number, order[i - 1] as number];
  return order.every((d, i) => d === before[i]) ? before : order;
}
