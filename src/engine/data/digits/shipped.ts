/** The drawings that the page ships: images 0 to `train` of the seed, then `heldOut` more that are never trained on. */
export const SHIPPED_DIGITS = { seed: 2014, train: 12_000, heldOut: 2_000 } as const;
