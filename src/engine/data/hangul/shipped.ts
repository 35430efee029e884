/** The drawings that the page ships: each syllable `takes` times in each of `fonts` fonts. The seed is the year in which the script was finished. */
export const SHIPPED_HANGUL = { seed: 1443, fonts: 8, takes: 2, train: 7_840, heldOut: 1_120 } as const;
