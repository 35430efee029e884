/** From points of the plane or of space to the screen. */

/** How a cloud in space is turned: about the upright axis, then towards the eye; radians. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

export const FIRST_TURN: Turn = { yaw: 0.5, pitch: 1 };

/** From the sheet's units to CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** CSS pixels a unit. */
  readonly scale: number;
}

/**
 * How far the frame reaches from the origin, for a cloud and its noise to lie within, however a cloud in space is turned:
 * at least 1.15.
 */
export function reachOf(positions: ArrayLike<number>, dimensions: 2 | 3): number {
  if (dimensions === 3) {
    let square = 1;
    for (let i = 0; i + 2 < positions.length; i += 3) {
      const [x, y, z] = [positions[i] as number, positions[i + 1] as number, positions[i + 2] as number];
      square = Math.max(square, x * x + y * y + z * z);
    }
    return Math.max(1.05 * Math.sqrt(square), 1.15);
  }
  let reach = 1;
  for (let i = 0; i < positions.length; i++) reach = Math.max(reach, Math.abs(positions[i] as number));
  return 1.15 * reach;
}

/** Where points lie on the screen: x and y of each, in CSS pixels; seen from infinitely far away. */
export function project(
  positions: ArrayLike<number>,
  dimensions: 2 | 3,
  { width, height, scale }: Frame,
  turn: Turn,
): Float32Array {
  const count = Math.floor(positions.length / dimensions);
  const screen = new Float32Array(2 * count);
  const [cosYaw, sinYaw, cosPitch, sinPitch] = [
    Math.cos(turn.yaw),
    Math.sin(turn.yaw),
    Math.cos(turn.pitch),
    Math.sin(turn.pitch),
  ];
  for (let i = 0; i < count; i++) {
    const x = positions[i * dimensions] as number;
    const y = positions[i * dimensions + 1] as number;
    const z = dimensions === 3 ? (positions[i * dimensions + 2] as number) : 0;
    const across = dimensions === 3 ? x * cosYaw + z * sinYaw : x;
    const up = dimensions === 3 ? y * cosPitch - (z * cosYaw - x * sinYaw) * sinPitch : y;
    screen[2 * i] = width / 2 + across * scale;
    screen[2 * i + 1] = height / 2 - up * scale;
  }
  return screen;
}

/** The point of the plane that lies at (px, py) on the screen. */
export function unproject(px: number, py: number, { width, height, scale }: Frame): [number, number] {
  return [(px - width / 2) / scale, (height / 2 - py) / scale];
}
