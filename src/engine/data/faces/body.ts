/** The background, the clothes, the neck and the bare head. */
import type { Outline } from "../drawing/coverage";
import { closed, ellipse, line, mirrored, symmetric } from "../drawing/outline";
import { mix } from "../drawing/sheet";
import { hairOnHead } from "./hair";
import { hatOnHead } from "./hats";
import { SCHEMES, SKINS, WHITE } from "./palette";
import { lit, type Scene, shadowOf } from "./scene";

const PAGE = closed("-100,-100! 100,-100! 100,100! -100,100!");
const SHIRT = symmetric("0,87 10,84 20,76! 40,80 66,88 82,108! 82,130! 0,130");
const COLLAR = line("-20,76 -11,85 0,88 11,85 20,76", 0.05, 0.06, 0.05);
const NECK = symmetric("0,20 17,20! 17,60 21,78 12,92! 0,95");
const FACE = symmetric("0,-57 28,-51 45,-31 49,-4 45,24 31,48 14,60 0,62");
const EAR = ellipse(0.5, 0.06, 0.075, 0.115);
const EAR_INSIDE = ellipse(0.505, 0.065, 0.04, 0.07);
const CENTRE = { x: 0, y: 0 };

export function drawBackground(scene: Scene): void {
  const { near, far } = SCHEMES[scene.face.background];
  scene.sheet.fill([PAGE], lit(scene, near, far, CENTRE, 0.9));
  const { x, y } = scene.light;
  scene.sheet.glow({ x: 0.85 * x, y: 0.85 * y }, 0.9, 0.9, WHITE, { opacity: 0.35 });
}

export function drawBody(scene: Scene): void {
  const { sheet, face, head } = scene;
  const { cloth, accent } = SCHEMES[face.background];
  const skin = SKINS[face.skin];
  const neck = [shifted(NECK, head.person.x)];
  sheet.fill(neck, lit(scene, skin.base, skin.dark, { x: 0, y: 0.6 }, 0.5));
  const shadow = shadowOf(scene, [head.on(FACE)], 0.05, 0.1);
  sheet.fill(shadow, skin.dark, { within: sheet.mask(neck), opacity: 0.85 });
  sheet.fill([shifted(SHIRT, head.person.x)], lit(scene, cloth.light, cloth.dark, { x: 0, y: 0.9 }, 0.8));
  sheet.fill([shifted(COLLAR, head.person.x)], accent.base);
}

const shifted = (outline: Outline, dx: number) => outline.map(({ x, y }) => ({ x: x + dx, y }));

/** The ear on the side that the face is turned to goes behind it. */
const tucked = (ear: Outline, turned: number) => shifted(ear, -0.2 * Math.max(turned, 0));

export function drawSkin(scene: Scene): void {
  const { sheet, face, head, light } = scene;
  const { light: bright, base, dark, blush } = SKINS[face.skin];
  const ears = (ear: Outline) => [tucked(ear, head.yaw), mirrored(tucked(ear, -head.yaw))].map(head.on);
  sheet.fill(ears(EAR), lit(scene, base, mix(base, dark, 0.7), CENTRE, 0.5));
  sheet.fill(ears(EAR_INSIDE), dark, { opacity: 0.6 });
  const outline = [head.on(FACE)];
  sheet.fill(outline, lit(scene, mix(base, bright, 0.8), mix(base, dark, 0.25), CENTRE, 0.6));
  const within = sheet.mask(outline);
  // The side away from the light: the face without itself, moved towards the light.
  sheet.fill(outline, dark, { opacity: 0.72, except: sheet.mask(shadowOf(scene, outline, -0.16)) });
  const [cheekLeft, cheekRight] = head.on([
    { x: -0.31, y: 0.25 },
    { x: 0.31, y: 0.25 },
  ]);
  for (const cheek of [cheekLeft, cheekRight]) {
    if (cheek) sheet.glow(cheek, 0.19, 0.15, blush, { opacity: 0.6, within });
  }
  if (face.hair === "bald") {
    const shine = { x: 0.22 * light.x + head.person.x, y: -0.36 + 0.1 * light.y };
    sheet.glow(shine, 0.2, 0.13, mix(bright, WHITE, 0.5), { opacity: 0.7, within });
  }
  const above = [...hairOnHead(scene), ...hatOnHead(scene)];
  if (above.length > 0) sheet.fill(shadowOf(scene, above, 0.035, 0.035), dark, { opacity: 0.5, within });
}
