/** Where the head is and how it is turned: from the plan of a face, seen from the front, to the sheet. */

import { key } from "../../random";
import { chance } from "../digits/chance";
import type { Point } from "../digits/strokes";
import type { Outline } from "../drawing/coverage";
import { turn } from "../drawing/turn";
import type { Face } from "./factors";

/** What differs from person to person besides the factors; 0 everywhere is the average. */
export interface Person {
  readonly width: number;
  readonly height: number;
  readonly jaw: number;
  readonly eyeSize: number;
  readonly eyeGap: number;
  readonly mouthWidth: number;
  readonly hairVolume: number;
  /** In turns, clockwise. */
  readonly tilt: number;
  readonly x: number;
  readonly y: number;
}

/** Keeps the person apart from the factors, which are drawn from the same key. */
const PERSON = 1;

/** The person of a key; the average person without one. */
export function personOf(person: number | undefined): Person {
  const dice = person === undefined ? { bell: () => 0 } : chance(key(person, PERSON));
  return {
    width: dice.bell(0.035),
    height: dice.bell(0.03),
    jaw: dice.bell(0.07),
    eyeSize: dice.bell(0.07),
    eyeGap: dice.bell(0.05),
    mouthWidth: dice.bell(0.1),
    hairVolume: dice.bell(0.03),
    tilt: dice.bell(0.008),
    x: dice.bell(0.018),
    y: dice.bell(0.015),
  };
}

/** Sine of the angle by which the head is turned. */
const YAWS: Record<Face["pose"], number> = { left: -0.36, halfLeft: -0.18, front: 0, halfRight: 0.18, right: 0.36 };

/** How far the middle of the face stands out in front of its edge. */
const DEPTH = 0.3;
/** How far the edge of the face moves, and how much more the chin. */
const EDGE = 0.05;
const CHIN = 0.1;

export class Head {
  readonly yaw: number;
  private readonly axis: { cos: number; sin: number };

  constructor(
    readonly person: Person,
    pose: Face["pose"],
  ) {
    this.yaw = YAWS[pose];
    this.axis = turn(person.tilt);
  }

  /** On the face, or on hair and hats that sit on it: the nearer to the viewer, the further it goes with the turn. */
  readonly on = (outline: Outline): Outline => outline.map((point) => this.place(point, this.shift(point)));

  /** Behind the head, and so moving the other way. */
  readonly behind = (outline: Outline): Outline => {
    const volume = 1 + this.person.hairVolume;
    return outline.map(({ x, y }) => this.place({ x: x * volume, y: y < 0 ? y * volume : y }, -0.06 * this.yaw));
  };

  private shift({ x, y }: Point): number {
    const across = Math.max(1 - (x * x) / 0.25, 0);
    const above = Math.min(Math.max((-0.1 - y) / 0.5, 0), 1);
    return this.yaw * (EDGE + CHIN * Math.max(y, 0) + DEPTH * across * (1 - above * above));
  }

  private place({ x, y }: Point, shift: number): Point {
    const { person, axis } = this;
    const wide = x * (1 + person.width + person.jaw * Math.max(y, 0)) + shift;
    const high = y * (1 + person.height) - 0.6;
    return { x: axis.cos * wide - axis.sin * high + person.x, y: axis.sin * wide + axis.cos * high + 0.6 + person.y };
  }
}
