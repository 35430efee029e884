/** The syllables of the set, and which of them each image shows: 초성 × 중성 × 종성, the three parts of every Korean syllable. */
import { key, permutation, Stream } from "../../random";

/** The parts, in reading order, and the letters that each takes here: an empty 종성 is a syllable without one. */
export const PARTS = [
  { name: { en: "initial", ko: "초성" }, letters: [..."ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"] },
  { name: { en: "vowel", ko: "중성" }, letters: [..."ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣ"] },
  { name: { en: "final", ko: "종성" }, letters: ["", "ㄴ", "ㄹ", "ㅇ"] },
] as const;

/** All letters of a part in the order of Unicode, which composes a syllable from their indices (Unicode 3.12). */
const UNICODE = [
  [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"],
  [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"],
  ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"],
] as const;
const FIRST_SYLLABLE = 0xac00;

/** The index of each part's letter. */
export type Parts = readonly [initial: number, vowel: number, final: number];

const [INITIALS, VOWELS, FINALS] = PARTS.map(({ letters }) => letters.length) as [number, number, number];
export const SYLLABLES = INITIALS * VOWELS * FINALS;

/** The parts of syllable 0 … SYLLABLES − 1, the last part changing fastest. */
export function partsOf(syllable: number): Parts {
  return [Math.floor(syllable / (VOWELS * FINALS)), Math.floor(syllable / FINALS) % VOWELS, syllable % FINALS];
}

/** [0, 0, 0] → "가". */
export function compose(parts: Parts): string {
  const [initial, vowel, final] = parts.map((index, i) => {
    const letter = PARTS[i]?.letters[index];
    return (UNICODE[i] as readonly (string | undefined)[]).indexOf(letter);
  }) as [number, number, number];
  return String.fromCharCode(FIRST_SYLLABLE + (initial * UNICODE[1].length + vowel) * UNICODE[2].length + final);
}

/** What one image shows: a syllable in a font, and which of several drawings of the two it is. */
export interface Drawing {
  readonly syllable: number;
  readonly font: number;
  readonly take: number;
}

/**
 * Every syllable in every font, `takes` times, in two shuffled lists. Of each syllable one font is held out, a different
 * one from syllable to syllable: held-out images ask for known parts in known hands, put together as never seen.
 */
export function splitDrawings(seed: number, fonts: number, takes: number): { train: Drawing[]; heldOut: Drawing[] } {
  const order = permutation(key(seed, Stream.data, -1), SYLLABLES);
  const lists: { train: Drawing[]; heldOut: Drawing[] } = { train: [], heldOut: [] };
  for (let syllable = 0; syllable < SYLLABLES; syllable++)
    for (let font = 0; font < fonts; font++)
      for (let take = 0; take < takes; take++) {
        const isHeldOut = (order[syllable] as number) % fonts === font;
        lists[isHeldOut ? "heldOut" : "train"].push({ syllable, font, take });
      }
  return {
    train: shuffled(lists.train, key(seed, Stream.data, -2)),
    heldOut: shuffled(lists.heldOut, key(seed, Stream.data, -3)),
  };
}

function shuffled<T>(items: readonly T[], streamKey: number): T[] {
  return Array.from(permutation(streamKey, items.length), (from) => items[from] as T);
}
