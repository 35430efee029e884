/** Hats: each sits above the brows; the closed ones leave of the hair only what is below their brim. */
import type { Outline } from "../drawing/coverage";
import { closed, ellipse, mirrored, symmetric } from "../drawing/outline";
import type { Mask } from "../drawing/sheet";
import type { Face } from "./factors";
import { GOLD, SCHEMES, STRAW } from "./palette";
import { lit, type Scene } from "./scene";

const BEANIE = symmetric("0,-90 30,-84 52,-60 58,-34! 0,-42");
const CUFF = symmetric("0,-55 40,-52 60,-46 62,-34 60,-22! 40,-29 0,-33");
const POMPOM = ellipse(0, -0.92, 0.125);
const CAP = symmetric("0,-86 30,-81 53,-57 57,-26! 30,-33 0,-35");
const VISOR = symmetric("0,-43 34,-40 54,-30 60,-17! 36,-21 0,-24");
const BUTTON = ellipse(0, -0.86, 0.05);
const BRIM = ellipse(0, -0.37, 0.9, 0.145);
const TOP = symmetric("0,-86 28,-83 42,-72 48,-44 46,-38! 0,-33");
const RIBBON = symmetric("0,-48 30,-50 48,-54! 49,-40! 30,-35 0,-33");
const CROWN = closed("-40,-43! -52,-84! -27,-66! 0,-95! 27,-66! 52,-84! 40,-43! 0,-37");
const JEWELS = [ellipse(0, -0.53, 0.06), ellipse(0.23, -0.55, 0.045), mirrored(ellipse(0.23, -0.55, 0.045))];
/** Everything above the brim. */
const ABOVE = closed("-150,-200! 150,-200! 150,-36! -150,-36!");

const OUTLINES: Record<Face["hat"], readonly Outline[]> = {
  none: [],
  beanie: [CUFF],
  cap: [VISOR],
  straw: [BRIM],
  crown: [CROWN],
};

/** The lowest part of the hat, which casts a shadow on the face. */
export function hatOnHead({ face, head }: Scene): Outline[] {
  return OUTLINES[face.hat].map(head.on);
}

/** Where hair has no room. */
export function underHat({ face, head, sheet }: Scene): Mask | undefined {
  return face.hat === "none" || face.hat === "crown" ? undefined : sheet.mask([head.on(ABOVE)]);
}

export function drawHat(scene: Scene): void {
  const { face, head, sheet } = scene;
  const { accent, cloth } = SCHEMES[face.background];
  const shade = (outline: Outline, { light, dark }: typeof accent) =>
    sheet.fill([head.on(outline)], lit(scene, light, dark, { x: 0, y: -0.6 }, 0.75));
  switch (face.hat) {
    case "none":
      return;
    case "beanie":
      shade(POMPOM, cloth);
      shade(BEANIE, accent);
      shade(CUFF, cloth);
      return;
    case "cap":
      shade(BUTTON, cloth);
      shade(CAP, accent);
      shade(VISOR, cloth);
      return;
    case "straw":
      shade(BRIM, STRAW);
      shade(TOP, STRAW);
      shade(RIBBON, accent);
      return;
    case "crown":
      shade(CROWN, GOLD);
      sheet.fill(JEWELS.map(head.on), accent.base);
  }
}
