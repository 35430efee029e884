/** The curves and surfaces that the point clouds lie on, all within [−1, 1]: sums, products and roots only (see `turn`). */
import { turn } from "../drawing/turn";

export interface PointShape {
  readonly dimensions: 2 | 3;
  readonly classes: number;
  /** The point of class `label` at `along` of its curve and, where it is a surface, `across` it: both uniform in (0, 1). */
  readonly place: (label: number, along: number, across: number) => readonly number[];
}

/** A part of the whole curve for each class, one after the other. */
const stretch = (label: number, along: number, classes: number) => (label + along) / classes;

/** Uniform over the length of a spiral whose radius grows with its angle: both are roots of a uniform number. */
const spiralled = (from: number, to: number, along: number) => Math.sqrt(from * from + (to * to - from * from) * along);

export const RING_RADII = [0.3, 0.6, 0.9] as const;
export const GAUSSIAN_RADIUS = 0.8;
const GAUSSIANS = 8;
const ARMS = 5;
const QUARTERS = 4;

export const POINT_SHAPES = {
  /** Two half circles of radius 0.62, each reaching into the other. */
  moons: {
    dimensions: 2,
    classes: 2,
    place: (label, along) => {
      const { cos, sin } = turn(along / 2);
      return label === 0 ? [0.62 * cos - 0.31, 0.62 * sin - 0.16] : [0.31 - 0.62 * cos, 0.16 - 0.62 * sin];
    },
  },
  /** Two arms of Archimedes' spiral, one and a half turns each. */
  spirals: {
    dimensions: 2,
    classes: 2,
    place: (label, along) => {
      const radius = spiralled(0.08, 0.95, along);
      const { cos, sin } = turn(1.5 * radius + label / 2);
      return [radius * cos, radius * sin];
    },
  },
  /** Five arms, bent the further the longer they are (Johnson et al. 2016); they widen outwards. */
  pinwheel: {
    dimensions: 2,
    classes: ARMS,
    place: (label, along, across) => {
      const radius = 0.12 + 0.83 * along;
      const { cos, sin } = turn(label / ARMS + 0.35 * radius + 0.07 * (across - 0.5));
      return [radius * cos, radius * sin];
    },
  },
  /** Three circles round one centre. */
  rings: {
    dimensions: 2,
    classes: RING_RADII.length,
    place: (label, along) => {
      const { cos, sin } = turn(along);
      const radius = RING_RADII[label] as number;
      return [radius * cos, radius * sin];
    },
  },
  /** Eight places on a circle; the noise makes them bells. */
  gaussians: {
    dimensions: 2,
    classes: GAUSSIANS,
    place: (label) => {
      const { cos, sin } = turn(label / GAUSSIANS);
      return [GAUSSIAN_RADIUS * cos, GAUSSIAN_RADIUS * sin];
    },
  },
  /** A rolled-up sheet (Tenenbaum, de Silva & Langford 2000), one and a half turns; classes are quarters of its length. */
  swissRoll: {
    dimensions: 3,
    classes: QUARTERS,
    place: (label, along, across) => {
      const radius = spiralled(0.32, 0.95, stretch(label, along, QUARTERS));
      const { cos, sin } = turn((radius - 0.32) * (1.5 / 0.63));
      return [radius * cos, 1.6 * across - 0.8, radius * sin];
    },
  },
  /** A sheet bent like an S; classes are quarters of its length. */
  sCurve: {
    dimensions: 3,
    classes: QUARTERS,
    place: (label, along, across) => {
      const t = 1.5 * stretch(label, along, QUARTERS) - 0.75;
      const { cos, sin } = turn(t);
      return [0.9 * sin, 1.6 * across - 0.8, 0.45 * (t > 0 ? 1 - cos : cos - 1)];
    },
  },
  /** The trefoil, the simplest knot: a closed curve that no flat drawing can untie; classes are thirds of it. */
  trefoil: {
    dimensions: 3,
    classes: 3,
    place: (label, along) => {
      const t = stretch(label, along, 3);
      const [once, twice, thrice] = [turn(t), turn(2 * t), turn(3 * t)];
      return [0.3 * (once.sin + 2 * twice.sin), 0.3 * (once.cos - 2 * twice.cos), -0.5 * thrice.sin];
    },
  },
} as const satisfies Record<string, PointShape>;

export type PointShapeName = keyof typeof POINT_SHAPES;
