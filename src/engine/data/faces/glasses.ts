/** Glasses, round each eye and below the brows. */
import type { Outline } from "../drawing/coverage";
import { closed, ellipse, line, mirrored } from "../drawing/outline";
import { type Colour, colour } from "../drawing/sheet";
import type { Face } from "./factors";
import { EYE } from "./features";
import { WHITE } from "./palette";
import { hole, type Scene } from "./scene";

interface Glasses {
  readonly rim: Outline;
  readonly lens: Outline;
  readonly frame: Colour;
  readonly tint: Colour;
  readonly tintOpacity: number;
}

const box = (x: number, y: number) =>
  closed(
    [
      [-x, -y + 3],
      [-x + 3, -y],
      [x - 3, -y],
      [x, -y + 3],
      [x, y - 4],
      [x - 4, y],
      [-x + 4, y],
      [-x, y - 4],
    ]
      .map(([dx = 0, dy = 0]) => `${100 * EYE.x + dx},${100 * EYE.y + 1 + dy}`)
      .join(" "),
  );

const GLASSES: Record<Exclude<Face["glasses"], "none">, Glasses> = {
  round: {
    rim: ellipse(EYE.x, EYE.y, 0.18, 0.175),
    lens: ellipse(EYE.x, EYE.y, 0.15, 0.145),
    frame: colour("#3b2c33"),
    tint: WHITE,
    tintOpacity: 0.16,
  },
  square: {
    rim: box(18.5, 15.5),
    lens: box(14.5, 11.5),
    frame: colour("#d8433b"),
    tint: WHITE,
    tintOpacity: 0.16,
  },
  tinted: {
    rim: closed("5,-7 20,-11.5 38,-9 39.5,5 32,20 20,23 8,17 3,3"),
    lens: closed("7.5,-4.5 20,-9 35.5,-6.5 37,5 30,17.5 20,20 10,15 5.5,3"),
    frame: colour("#d9a32e"),
    tint: colour("#27506e"),
    tintOpacity: 0.55,
  },
};

const BRIDGE = line("-7,2 0,0 7,2", 0.03, 0.03, 0.03);
const ARM = line("38,1 46,0", 0.03, 0.03, 0.03);
const GLINT = closed("13,-3! 18,-6! 12,10! 8,10!");

export function drawGlasses({ face, head, sheet }: Scene): void {
  if (face.glasses === "none") return;
  const { rim, lens, frame, tint, tintOpacity } = GLASSES[face.glasses];
  const pair = (outline: Outline) => [outline, mirrored(outline)].map(head.on);
  const glint = GLINT.map(({ x, y }) => ({ x: x - 2 * 0.21, y }));
  sheet.fill(pair(lens), tint, { opacity: tintOpacity });
  sheet.fill([GLINT, glint].map(head.on), WHITE, { opacity: 0.28 });
  sheet.fill([...pair(ARM), head.on(BRIDGE)], frame);
  for (const side of [
    [rim, lens],
    [mirrored(rim), mirrored(lens)],
  ] as const) {
    sheet.fill([head.on(side[0]), hole(head.on(side[1]))], frame);
  }
}
