import { describe, expect, it } from "vitest";
import { FIRST_TURN, project, reachOf, unproject } from "./project";

const FRAME = { width: 200, height: 100, scale: 40 };
const FRONT = { yaw: 0, pitch: 0 };
const places = (positions: number[], turn = FRONT) => [...project(positions, 3, FRAME, turn)];

describe("a cloud on the screen", () => {
  it("of the plane lies upright around the middle, however space is turned", () => {
    expect([...project([0, 0, 1, 0.5], 2, FRAME, FIRST_TURN)]).toEqual([100, 50, 140, 30]);
  });

  it("is found again where it is pointed at", () => {
    expect(unproject(140, 30, FRAME)).toEqual([1, 0.5]);
  });

  it("of space is seen from the front, from the side and from above", () => {
    const corner = [1, 0.5, 0.25];
    expect(places(corner)).toEqual([140, 30]);
    const [sideX, sideY] = places(corner, { yaw: Math.PI / 2, pitch: 0 });
    expect(sideX).toBeCloseTo(110, 4);
    expect(sideY).toBeCloseTo(30, 4);
    const [topX, topY] = places(corner, { yaw: 0, pitch: Math.PI / 2 });
    expect(topX).toBeCloseTo(140, 4);
    expect(topY).toBeCloseTo(60, 4);
  });

  it("keeps its distances from the origin when it is turned", () => {
    const turn = { yaw: 0.7, pitch: -0.4 };
    const axes = places([1, 0, 0, 0, 1, 0, 0, 0, 1], turn);
    const squares = axes.map((value, i) => ((value - (i % 2 ? 50 : 100)) / 40) ** 2);
    // The two rows of a projection are of length 1 each.
    expect((squares[0] ?? 0) + (squares[2] ?? 0) + (squares[4] ?? 0)).toBeCloseTo(1, 5);
    expect((squares[1] ?? 0) + (squares[3] ?? 0) + (squares[5] ?? 0)).toBeCloseTo(1, 5);
  });

  it("fits its frame, which reaches a little further than its furthest coordinate", () => {
    expect(reachOf([0.2, -0.4], 2)).toBeCloseTo(1.15);
    expect(reachOf([0.2, -2], 2)).toBeCloseTo(2.3);
    expect(reachOf([], 2)).toBeCloseTo(1.15);
    expect(reachOf([0.1, 0, 0, 1, -1, 1], 3), "a corner, turned to the side").toBeCloseTo(1.05 * Math.sqrt(3));
    expect(reachOf([], 3)).toBeCloseTo(1.15);
  });
});
