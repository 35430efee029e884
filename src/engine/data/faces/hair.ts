/** Hair shapes: what is behind the head, what lies on it, what falls over the shoulders. */
import type { Outline } from "../drawing/coverage";
import { closed, ellipse, mirrored, symmetric } from "../drawing/outline";
import type { Mask } from "../drawing/sheet";
import type { Face } from "./factors";
import { hidesHair } from "./hats";
import { HAIRS, SCHEMES } from "./palette";
import { lit, type Scene } from "./scene";

interface Hair {
  readonly back: readonly Outline[];
  readonly front: readonly Outline[];
  /** In front of the clothes. */
  readonly over: readonly Outline[];
  /** Bands that hold it. */
  readonly ties: readonly Outline[];
}

const NONE: Hair = { back: [], front: [], over: [], ties: [] };
const both = (outline: Outline) => [outline, mirrored(outline)];
const discs = (places: readonly (readonly [number, number, number])[]) =>
  places.flatMap(([x, y, radius]) => (x === 0 ? [ellipse(x, y, radius)] : both(ellipse(x, y, radius))));

const CROP = symmetric("0,-67 28,-63 48,-43 53,-14 50,5! 46,-8 42,-24 28,-33 0,-35");
const PULLED_BACK = symmetric("0,-66 28,-62 48,-42 53,-14 50,2! 47,-8 44,-24 34,-40 0,-47");

const lowered = (outline: Outline) => outline.map(({ x, y }) => ({ x, y: y + 0.4 }));
const TAIL = closed("22,-62 50,-80 80,-64 92,-24 88,20 74,56! 68,26 62,-14 46,-40");
const TAIL_TIE = ellipse(0.5, -0.58, 0.085);

/** Right halves and right-hand sides; "!" marks the tips. */
const SHAPES: Record<Face["hair"], Hair> = {
  bald: NONE,
  crop: { ...NONE, front: [CROP] },
  swoop: {
    ...NONE,
    front: [
      closed(
        "-51,6! -56,-22 -50,-54 -22,-77 20,-80 50,-62 57,-28 51,4! 47,-10 43,-20 20,-18 -6,-24 -28,-36! -40,-26 -46,-10",
      ),
    ],
  },
  curls: {
    ...NONE,
    front: [
      CROP,
      ...discs([
        [0, -0.64, 0.16],
        [0.22, -0.62, 0.16],
        [0.4, -0.5, 0.16],
        [0.5, -0.31, 0.13],
        [0.51, -0.12, 0.1],
        [0, -0.4, 0.14],
        [0.18, -0.36, 0.13],
        [0.36, -0.3, 0.12],
        [0.5, 0.03, 0.07],
      ]),
    ],
  },
  afro: {
    ...NONE,
    back: discs([
      [0, -0.3, 0.62],
      [0, -0.78, 0.19],
      [0.3, -0.7, 0.2],
      [0.54, -0.5, 0.2],
      [0.66, -0.24, 0.19],
      [0.66, 0.03, 0.17],
      [0.56, 0.22, 0.13],
    ]),
    front: discs([
      [0, -0.52, 0.19],
      [0.24, -0.48, 0.19],
      [0.43, -0.34, 0.15],
      [0.51, -0.14, 0.1],
    ]),
  },
  bob: {
    ...NONE,
    back: [symmetric("0,-72 40,-64 62,-34 66,6 66,44 52,52! 0,46")],
    front: [symmetric("0,-72 36,-66 58,-38 62,0 63,42 54,47! 45,34 44,4 42,-20! 20,-23 0,-24")],
  },
  long: {
    ...NONE,
    back: [symmetric("0,-72 42,-64 63,-30 65,20 72,66 74,116! 0,116")],
    front: [symmetric("0,-72 36,-66 57,-40 61,0 60,40! 51,22 47,-6 34,-32 10,-50 0,-56!")],
    over: both(closed("52,10 62,24 72,64 74,116! 48,116! 53,70 50,40")),
  },
  pigtails: {
    ...NONE,
    back: both(closed("50,-14 66,-24 84,-8 90,26 80,60 72,66! 64,46 54,16")),
    front: [symmetric("0,-68 30,-64 50,-43 55,-14 51,2! 47,-10 42,-26 22,-40 0,-54!")],
    ties: both(ellipse(0.57, -0.1, 0.07)),
  },
  ponytail: {
    ...NONE,
    back: [TAIL],
    front: [PULLED_BACK],
    ties: [TAIL_TIE],
  },
};
/** What a closed hat changes: a ponytail is tied lower, an afro bulges below the brim, the swoop falls over one brow. */
const UNDER_HAT: Partial<Record<Face["hair"], Hair>> = {
  swoop: { ...NONE, front: [CROP, closed("-50,-40! 22,-40! 10,-23 -12,-15 -34,-6 -47,10! -53,-10")] },
  afro: {
    ...SHAPES.afro,
    back: discs([
      [0, -0.1, 0.5],
      [0.58, -0.17, 0.18],
      [0.67, 0.02, 0.18],
      [0.57, 0.22, 0.14],
    ]),
  },
  ponytail: { ...SHAPES.ponytail, back: [lowered(TAIL)], ties: [lowered(TAIL_TIE)] },
};

function shapeOf(face: Face): Hair {
  return (hidesHair(face) ? UNDER_HAT[face.hair] : undefined) ?? SHAPES[face.hair];
}

/** The outlines on the head, which also cast a shadow on the face. */
export function hairOnHead({ face, head }: Scene): Outline[] {
  return shapeOf(face).front.map(head.on);
}

export function drawHairBehind(scene: Scene, except: Mask | undefined): void {
  const { face, head, sheet } = scene;
  const { base, dark } = HAIRS[face.hairColour];
  const { back } = shapeOf(face);
  if (back.length > 0) sheet.fill(back.map(head.behind), lit(scene, base, dark, CENTRE, 0.8), brush(except));
}

export function drawHair(scene: Scene, except: Mask | undefined): void {
  const { face, head, sheet, light: towards } = scene;
  const { light, base, dark } = HAIRS[face.hairColour];
  const { over, ties, front } = shapeOf(face);
  if (over.length > 0) sheet.fill(over.map(head.behind), lit(scene, base, dark, CENTRE, 0.8), brush(except));
  if (front.length > 0) {
    const loops = hairOnHead(scene);
    sheet.fill(loops, lit(scene, base, dark, CENTRE, 0.9), brush(except));
    const shine = { x: 0.3 * towards.x + head.person.x, y: -0.42 + 0.16 * towards.y };
    sheet.glow(shine, 0.34, 0.22, light, { opacity: 0.75, within: sheet.mask(loops), ...brush(except) });
  }
  const { accent } = SCHEMES[face.background];
  if (ties.length > 0) sheet.fill(ties.map(head.behind), accent.base, brush(except));
}

const CENTRE = { x: 0, y: -0.2 };
const brush = (except: Mask | undefined) => (except ? { except } : {});
