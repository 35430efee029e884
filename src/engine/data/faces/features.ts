/** Eyes, brows, nose, mouth and beard. */
import type { Outline } from "../drawing/coverage";
import { closed, ellipse, line, mirrored, symmetric } from "../drawing/outline";
import { colour, mix } from "../drawing/sheet";
import type { Face } from "./factors";
import { HAIRS, INK, IRISES, SKINS, WHITE } from "./palette";
import { hole, type Scene } from "./scene";

const PUPIL = colour("#1c1418");

/** Middle of the right-hand eye. */
export const EYE = { x: 0.21, y: 0.04 };

interface Eye {
  readonly white: readonly [number, number];
  readonly iris: number;
  /** How much of it the upper lid hides. */
  readonly lid: number;
  readonly lashes: boolean;
}

const EYES: Record<Face["eyes"], Eye> = {
  round: { white: [0.115, 0.112], iris: 0.077, lid: 0, lashes: false },
  almond: { white: [0.135, 0.078], iris: 0.072, lid: 0, lashes: true },
  sleepy: { white: [0.122, 0.1], iris: 0.078, lid: 0.46, lashes: false },
  wide: { white: [0.128, 0.142], iris: 0.088, lid: 0, lashes: true },
};

export function drawEyes(scene: Scene): void {
  const { face, head, sheet, light } = scene;
  const { white, iris, lid, lashes } = EYES[face.eyes];
  const [width, height] = white.map((radius) => radius * (1 + head.person.eyeSize)) as [number, number];
  const skin = SKINS[face.skin];
  for (const side of [-1, 1]) {
    const x = side * EYE.x * (1 + head.person.eyeGap);
    const look = x + 0.05 * head.yaw;
    const spot = (dx: number, dy: number, rx: number, ry = rx) => [head.on(ellipse(dx, EYE.y + dy, rx, ry))];
    if (lashes) sheet.fill(spot(x + side * 0.018, -0.028, width + 0.012, height), INK);
    else sheet.fill(spot(x, -0.022, width + 0.004, height), mix(skin.dark, INK, 0.6));
    sheet.fill(spot(x, 0, width, height), mix(WHITE, skin.light, 0.08));
    const open = sheet.mask(spot(x, 0, width, height));
    sheet.fill(spot(look, 0.006, iris), IRISES[face.eyeColour], { within: open });
    sheet.fill(spot(look, 0.006, iris * 0.5), PUPIL, { within: open });
    sheet.fill(spot(look + 0.03 * light.x, -0.028, 0.024), WHITE, { within: open });
    if (lid > 0) {
      const cover = closedLid(x, width + 0.012, height, lid);
      sheet.fill([head.on(cover)], mix(skin.base, skin.dark, 0.45));
      sheet.fill([head.on(line(lidLine(x, width, height, lid), 0.02, 0.028, 0.02))], INK);
    }
  }
}

/** The part of an ellipse above the edge of a lid. */
function closedLid(x: number, width: number, height: number, lid: number): Outline {
  const edge = EYE.y - height + 2 * height * lid;
  return ellipse(x, EYE.y - 0.006, width, height + 0.012).map((point) => ({ x: point.x, y: Math.min(point.y, edge) }));
}

function lidLine(x: number, width: number, height: number, lid: number): string {
  const edge = 100 * (EYE.y - height + 2 * height * lid);
  return `${100 * (x - width)},${edge} ${100 * x},${edge + 0.6} ${100 * (x + width)},${edge}`;
}

const BROWS: Record<Face["brows"], Outline> = {
  level: line("9,-16 22,-18 34,-15", 0.05, 0.055, 0.03),
  arched: line("9,-14 23,-24 36,-15", 0.045, 0.055, 0.025),
  worried: line("8,-25 20,-20 35,-12", 0.05, 0.055, 0.03),
  stern: line("7,-10 20,-15 34,-21", 0.055, 0.06, 0.035),
};

export function drawBrows({ face, head, sheet }: Scene): void {
  const brow = BROWS[face.brows];
  const { base, dark } = HAIRS[face.hairColour];
  sheet.fill([brow, mirrored(brow)].map(head.on), mix(base, dark, 0.9));
}

const NOSE = line("3,2 9,19 3,25 -5,24", 0.012, 0.034, 0.026);

/** The nose's line runs down the side that the face is turned to, or away from the light. */
export function drawNose({ face, head, sheet, light }: Scene): void {
  const { dark, blush, light: bright } = SKINS[face.skin];
  const right = head.yaw === 0 ? light.x <= 0 : head.yaw > 0;
  sheet.fill([head.on(right ? NOSE : mirrored(NOSE))], mix(dark, blush, 0.25));
  const [tip] = head.on([{ x: right ? -0.005 : 0.005, y: 0.185 }]);
  if (tip) sheet.glow(tip, 0.07, 0.06, bright, { opacity: 0.6 });
}

const SMILE = line("-17,35.5 -9,41 0,43 9,41 17,35.5", 0.034, 0.048, 0.034);
const LAUGH = symmetric("0,35 12,34.5 19,33! 15,45 8,51 0,52.5");
const TEETH = symmetric("0,34 12,33.5 19,32! 16,39 0,41");
const TONGUE = ellipse(0, 0.52, 0.09, 0.055);
const LIPS = symmetric("0,37.4 4,36 13,39.5! 6,43.5 0,44.3");
const PARTING = line("-12,38.8 0,40.6 12,38.8", 0.012, 0.018, 0.012);
const OH = ellipse(0, 0.42, 0.085, 0.095);
const OH_INSIDE = ellipse(0, 0.425, 0.055, 0.065);
const INSIDE = colour("#6d1f2b");
const TONGUE_COLOUR = colour("#e2707a");
const SMIRK = line("-12,41 -2,42.5 8,41 17,34.5", 0.03, 0.048, 0.03);

export function drawMouth({ face, head, sheet }: Scene): void {
  const stretch = 1 + head.person.mouthWidth;
  const put = (outline: Outline) => [head.on(outline.map(({ x, y }) => ({ x: x * stretch, y })))];
  const { lips, smile } = SKINS[face.skin];
  switch (face.mouth) {
    case "smile":
      sheet.fill(put(SMILE), smile);
      break;
    case "smirk":
      sheet.fill(put(SMIRK), smile);
      break;
    case "calm":
      sheet.fill(put(LIPS), lips);
      sheet.fill(put(PARTING), smile);
      break;
    case "surprised":
      sheet.fill(put(OH), lips);
      sheet.fill(put(OH_INSIDE), INSIDE);
      break;
    case "laugh": {
      const open = sheet.mask(put(LAUGH));
      sheet.fill(put(LAUGH), INSIDE);
      sheet.fill(put(TONGUE), TONGUE_COLOUR, { within: open });
      sheet.fill(put(TEETH), WHITE, { within: open });
    }
  }
}

const MOUSTACHE = closed("0,29 10,27.5 21,31 27,36.5! 14,36 6,34.5 0,33.5");
const GOATEE = symmetric("0,49.5 8,50 15,46 20,39! 20,52 14,63 7,69 0,70.5");
const FULL = symmetric("0,29 12,27.5 26,30 38,20 45,2 50,-4! 52,18 48,42 32,64 14,72 0,73");

const BEARDS: Record<Face["beard"], readonly Outline[]> = {
  none: [],
  moustache: [MOUSTACHE, mirrored(MOUSTACHE)],
  goatee: [GOATEE],
  full: [FULL, hole(ellipse(0, 0.42, 0.175, 0.105))], // room for the mouth
};

export function drawBeard({ face, head, sheet }: Scene): void {
  const { base, dark } = HAIRS[face.hairColour];
  sheet.fill(BEARDS[face.beard].map(head.on), mix(base, dark, 0.6));
}
