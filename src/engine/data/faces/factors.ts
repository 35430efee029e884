/** What makes a face: every factor with the names of its values, and how often each is drawn. */
import { checkFactors, type Factor } from "../factored";

/** Names in the order of the indices, with weights: rare things (a crown) are drawn less often than their absence. */
const VALUES = {
  skin: { porcelain: 1, peach: 1, honey: 1, caramel: 1, brown: 1, deep: 1 },
  hair: { bald: 1, crop: 1, swoop: 1, curls: 1, afro: 1, bob: 1, long: 1, pigtails: 1, ponytail: 1 },
  hairColour: { black: 1.5, brown: 1.5, chestnut: 1, ginger: 1, blond: 1, silver: 0.8, rose: 0.6 },
  eyes: { round: 1, almond: 1, sleepy: 1, wide: 1 },
  eyeColour: { brown: 1, green: 1, blue: 1, amber: 1 },
  brows: { level: 1, arched: 1, worried: 1, stern: 1 },
  mouth: { smile: 1.4, laugh: 1.4, calm: 1, surprised: 0.8, smirk: 1 },
  glasses: { none: 3, round: 1, square: 1, tinted: 0.7 },
  hat: { none: 4, beanie: 1, cap: 1, straw: 0.8, crown: 0.6 },
  beard: { none: 4, moustache: 1, goatee: 1, full: 1.2 },
  pose: { left: 1, halfLeft: 1, front: 1.4, halfRight: 1, right: 1 },
  light: { left: 1, upperLeft: 1, above: 1, upperRight: 1, right: 1 },
  background: { sand: 1, mint: 1, sky: 1, lilac: 1, coral: 1, dusk: 1 },
} as const satisfies Record<string, Record<string, number>>;

type Values = typeof VALUES;
type FactorName = keyof Values;
/** A face in words: the value of every factor. */
export type Face = { readonly [Name in FactorName]: keyof Values[Name] };

const NAMES = Object.keys(VALUES) as FactorName[];

/** In the order of the indices that `drawFace` takes. */
export const FACE_FACTORS: readonly Factor[] = NAMES.map((name) => ({ name, weights: Object.values(VALUES[name]) }));

/** What each index of each factor means, in the order of FACE_FACTORS. */
export const FACE_VALUES: readonly (readonly string[])[] = NAMES.map((name) => Object.keys(VALUES[name]));

/** @throws RangeError on an index out of range. */
export function faceOf(factors: ArrayLike<number>): Face {
  checkFactors(FACE_FACTORS, factors);
  const words = NAMES.map((name, i) => [name, (FACE_VALUES[i] as readonly string[])[factors[i] as number]]);
  return Object.fromEntries(words) as Face;
}
