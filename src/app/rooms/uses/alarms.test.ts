import { describe, expect, it } from "vitest";
import { alarmsAt, thresholdFor } from "./alarms";

const normal = Float32Array.of(5, 1, 2, 4, 3, 3, 2, 1, 2, 1);

describe("a threshold on the score", () => {
  it("counts what it catches and what it takes for odd wrongly", () => {
    expect(alarmsAt(3, normal, Float32Array.of(2, 3, 9))).toEqual({ caught: 2, odd: 3, falseAlarms: 4, normal: 10 });
  });

  it("keeps to the share of false alarms it is allowed, and is the lowest that does", () => {
    for (const share of [0, 0.1, 0.2, 0.3, 0.4, 0.5]) {
      const threshold = thresholdFor(share, normal);
      expect(alarmsAt(threshold, normal, normal).falseAlarms / 10).toBeLessThanOrEqual(share);
    }
    expect(alarmsAt(thresholdFor(0.2, normal), normal, normal).falseAlarms).toBe(2);
    expect(alarmsAt(thresholdFor(0.3, normal), normal, normal).falseAlarms, "3 comes twice").toBe(2);
    expect(alarmsAt(thresholdFor(0, normal), normal, normal).falseAlarms).toBe(0);
  });
});
