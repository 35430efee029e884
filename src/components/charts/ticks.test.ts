import { scaleLinear, scaleLog } from "d3";
import { describe, expect, it } from "vitest";
import { loss } from "../ui/format";
import { ticksOf } from "./ticks";

const nats = (value: number) => loss(value, "nats");
const range: [number, number] = [148, 8];
const place = [8, 148] as const;

describe("labels of the loss axis", () => {
  it.each([
    ["linear", scaleLinear()],
    ["log", scaleLog()],
  ])("say each number once where the values are nearly equal: %s", (_name, scale) => {
    for (const spread of [1e-1, 1e-2, 1e-3, 1e-6]) {
      const texts = ticksOf(scale.domain([544.43, 544.43 + spread]).range(range), place, nats).map(({ text }) => text);
      expect(texts.length).toBeGreaterThan(0);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it("are round, within the chart and far enough apart to be read", () => {
    const ticks = ticksOf(scaleLinear().domain([100, 550]).range(range), place, nats);
    expect(ticks.map(({ text }) => text)).toEqual(["100", "200", "300", "400", "500"]);
    const log = ticksOf(scaleLog().domain([90, 20_000]).range(range), place, nats);
    for (const [i, { at }] of log.entries()) {
      expect(at).toBeGreaterThanOrEqual(8);
      expect(at).toBeLessThanOrEqual(148);
      if (i > 0) expect(Math.abs(at - (log[i - 1]?.at ?? 0))).toBeGreaterThan(18);
    }
  });
});
