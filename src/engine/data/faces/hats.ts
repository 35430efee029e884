/** Hats: each sits above the brows; the closed ones leave of the hair only what is below their brim. */
import type { Outline } from "../drawing/coverage";
import { closed, ellipse, mirrored, symmetric } from "../drawing/outline";
import type { Mask } from "../drawing/sheet";
import type { Face } from "./factors";
import { GOLD, SCHEMES, STRAW } from "./palette";
import { lit, type Scene } from "./scene";

const BEANIE = symmetric("0,-80 30,-76 51,-58 57,-34! 0,-42");
const CUFF = symmetric("0,-55 40,-52 60,-46 62,-34 60,-22! 40,-29 0,-33");
const POMPOM = ellipse(0, -0.83, 0.125);
const CAP = symmetric("0,-82 30,-77 52,-57 57,-26! 30,-33 0,-35");
/** Sticks out on the right: of a cap that looks to the left, on the left. */
const VISOR = closed("-30,-33 0,-42 36,-43 62,-37 84,-25 85,-19 78,-18 50,-22 20,-24 -10,-26 -34,-27!");
const BUTTON = ellipse(0, -0.82, 0.055);
const BRIM = ellipse(0, -0.37, 0.9, 0.145);
const TOP = symmetric("0,-86 28,-83 42,-72 48,-44 46,-38! 0,-33");
const RIBBON = symmetric("0,-48 30,-50 48,-54! 49,-40! 30,-35 0,-33");
const CROWN = closed("-40,-43! -52,-84! -27,-66! 0,-95! 27,-66! 52,-84! 40,-43! 0,-37");
const JEWELS = [ellipse(0, -0.53, 0.06), ellipse(0.23, -0.55, 0.045), mirrored(ellipse(0.23, -0.55, 0.045))];
/** Everything above the brim. */
const ABOVE = closed("-150,-200! 150,-200! 150,-36! -150,-36!");

const LOWEST: Record<Exclude<Face["hat"], "cap">, readonly Outline[]> = {
  none: [],
  beanie: [CUFF],
  straw: [BRIM],
  crown: [CROWN],
};

const visor = ({ yaw }: Scene["head"]) => (yaw < 0 ? mirrored(VISOR) : VISOR);

/** The lowest part of the hat, which casts a shadow on the face. */
export function hatOnHead({ face, head }: Scene): Outline[] {
  return face.hat === "cap" ? [head.on(visor(head)), head.on(CAP)] : LOWEST[face.hat].map(head.on);
}

/** Whether hair has no room above the brim. */
export const hidesHair = ({ hat }: Face) => hat !== "none" && hat !== "crown";

/** Where hair has no room. */
export function underHat({ face, head, sheet }: Scene): Mask | undefined {
  return hidesHair(face) ? sheet.mask([head.on(ABOVE)]) : undefined;
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
      shade(visor(head), cloth);
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
