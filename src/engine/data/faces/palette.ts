/** The colours: warm, flat, and far enough apart to be told at 32 × 32. */
import { type Colour, colour, mix } from "../drawing/sheet";
import type { Face } from "./factors";

interface Tone {
  readonly light: Colour;
  readonly base: Colour;
  readonly dark: Colour;
}

const tone = (light: string, base: string, dark: string): Tone => ({
  light: colour(light),
  base: colour(base),
  dark: colour(dark),
});

export const INK = colour("#33262b");
export const WHITE = colour("#ffffff");
export const GOLD = tone("#ffe08a", "#f2b93b", "#c98a1e");
export const STRAW = tone("#f9e3ab", "#eaca83", "#c79d55");

export const SKINS: Record<
  Face["skin"],
  Tone & { readonly blush: Colour; readonly lips: Colour; readonly smile: Colour }
> = {
  porcelain: {
    ...tone("#ffe9d9", "#fbd7bf", "#e3a68b"),
    blush: colour("#f58f86"),
    lips: colour("#cf5f60"),
    smile: colour("#82403f"),
  },
  peach: {
    ...tone("#fdd8b5", "#f3bf95", "#d4916a"),
    blush: colour("#ee7c6b"),
    lips: colour("#c25550"),
    smile: colour("#7d3c38"),
  },
  honey: {
    ...tone("#f3c796", "#e2a873", "#ba7a4c"),
    blush: colour("#da6a50"),
    lips: colour("#ad4b44"),
    smile: colour("#743434"),
  },
  caramel: {
    ...tone("#dca573", "#c58552", "#955c36"),
    blush: colour("#bb543f"),
    lips: colour("#94403c"),
    smile: colour("#5e2a28"),
  },
  brown: {
    ...tone("#b57c52", "#96603b", "#6b4029"),
    blush: colour("#a24a3a"),
    lips: colour("#70302f"),
    smile: colour("#421a1b"),
  },
  deep: {
    ...tone("#87593f", "#68412e", "#452a20"),
    blush: colour("#8a3f35"),
    lips: colour("#b0605a"),
    smile: colour("#200d0e"),
  },
};

export const HAIRS: Record<Face["hairColour"], Tone> = {
  black: tone("#55506a", "#2c2836", "#1b1822"),
  brown: tone("#7d553f", "#523427", "#38221b"),
  chestnut: tone("#b36a43", "#864627", "#5f2f1b"),
  ginger: tone("#f08c4a", "#cf6428", "#9d451b"),
  blond: tone("#fbe09a", "#eabd5c", "#bd8a38"),
  silver: tone("#f0f1f5", "#c3c7d2", "#8f94a5"),
  rose: tone("#f79ac0", "#dd5f95", "#ab3d70"),
};

export const IRISES: Record<Face["eyeColour"], Colour> = {
  brown: colour("#5b3420"),
  green: colour("#3f8f4f"),
  blue: colour("#2f78c4"),
  amber: colour("#c47d17"),
};

interface Scheme {
  /** Near the light, and far from it. */
  readonly near: Colour;
  readonly far: Colour;
  readonly cloth: Tone;
  /** Hats, ties and collars. */
  readonly accent: Tone;
}

/** A tone around one colour. */
function around(hex: string): Tone {
  const base = colour(hex);
  return { light: mix(base, WHITE, 0.25), base, dark: mix(base, colour("#1d1733"), 0.32) };
}

const scheme = (near: string, far: string, cloth: string, accent: string): Scheme => ({
  near: colour(near),
  far: colour(far),
  cloth: around(cloth),
  accent: around(accent),
});

export const SCHEMES: Record<Face["background"], Scheme> = {
  sand: scheme("#fff3d6", "#efd3a0", "#2f7f86", "#e0614d"),
  mint: scheme("#dcf5e4", "#9fd6b8", "#e8795c", "#3a5a98"),
  sky: scheme("#d9efff", "#94c6ec", "#f0b43c", "#d9534f"),
  lilac: scheme("#eee4ff", "#bfa8e6", "#5a4a9c", "#f0a63c"),
  coral: scheme("#ffddd2", "#f4a08d", "#37695a", "#2d6f8e"),
  dusk: scheme("#7d93c8", "#3f5287", "#d76a8a", "#46b3a5"),
};
