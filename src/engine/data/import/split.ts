import { key, permutation, Stream } from "../../random";
import { ImportProblem } from "../importProblem";
import type { ImportChoices } from "./choices";
import type { Part } from "./stock";

/** Fewest images: one to train on, one held out. */
export const FEWEST_IMAGES = 2;

/** Which image goes where: the position within its half, and which half. */
export interface Split {
  readonly train: number;
  readonly heldOut: number;
  /** Of each image in order: −1 left out, its place in `train`, or `train` + its place in `heldOut`. */
  readonly slots: Int32Array;
}

/**
 * Splits images into those that train and those held out, by seed; in each half they keep their order. Parts that are
 * named as held out are, and then nothing else is. A limit takes the same share of every part.
 * Errors: ImportProblem "too-few".
 */
export function splitImages(parts: readonly Part[], choices: ImportChoices, file: string): Split {
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  if (all < FEWEST_IMAGES) throw new ImportProblem(file, "too-few", { count: all, needed: FEWEST_IMAGES });
  const named = parts.some(({ heldOut, count }) => heldOut && count > 0);
  const trains = parts.some(({ heldOut, count }) => !heldOut && count > 0);
  const slots = new Int32Array(all).fill(-1);
  const kept = named && trains ? takeParts(parts, choices, slots) : takeShare(all, choices, slots);
  let train = 0;
  let heldOut = 0;
  for (let i = 0; i < all; i++) {
    if (slots[i] === TRAIN) slots[i] = train++;
    else if (slots[i] === HELD_OUT) slots[i] = kept.train + heldOut++;
    else slots[i] = -1;
  }
  return { ...kept, slots };
}

const TRAIN = -2;
const HELD_OUT = -3;

function takeShare(all: number, { limit, heldOut: share, seed }: ImportChoices, slots: Int32Array) {
  const count = Math.min(limit ?? all, all);
  const heldOut = Math.min(Math.max(Math.floor(count * share), 1), count - 1);
  const order = permutation(key(seed, Stream.data), all);
  for (let i = 0; i < count; i++) slots[order[i] as number] = i < heldOut ? HELD_OUT : TRAIN;
  return { train: count - heldOut, heldOut };
}

function takeParts(parts: readonly Part[], { limit, seed }: ImportChoices, slots: Int32Array) {
  const kept = { train: 0, heldOut: 0 };
  const share = Math.min((limit ?? slots.length) / slots.length, 1);
  let start = 0;
  for (const [i, part] of parts.entries()) {
    const count = part.count && Math.max(Math.round(part.count * share), 1);
    const order = permutation(key(seed, Stream.data, i), part.count);
    for (const index of order.subarray(0, count)) slots[start + index] = part.heldOut ? HELD_OUT : TRAIN;
    kept[part.heldOut ? "heldOut" : "train"] += count;
    start += part.count;
  }
  return kept;
}
