/** What the middle of the page can show of the live model. The first is the way from x to x̂. */
export const ROOMS = [
  "flow",
  "denoise",
  "uses",
  "generate",
  "posterior",
  "elbo",
  "beta",
  "vq",
  "theatre",
  "hierarchy",
  "reject",
  "slow",
] as const;
export type RoomId = (typeof ROOMS)[number];
