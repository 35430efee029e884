import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../testing/backend";
import { Parameters } from "./parameters";

const [INPUTS, OUTPUTS] = [40, 20];
const LIMIT = Math.sqrt(6 / (INPUTS + OUTPUTS));

async function weights(seed: number): Promise<Float32Array[]> {
  const parameters = new Parameters(seed);
  const layers = ["first", "second"].map((name) => parameters.dense(name, INPUTS, OUTPUTS));
  const values = await Promise.all(layers.map(({ weight }) => weight.data<"float32">()));
  parameters.dispose();
  return values;
}

describe("parameters", () => {
  beforeAll(() => startBackend("cpu"));

  it("start uniform within Glorot's limit", async () => {
    for (const values of await weights(7)) {
      expect(Math.max(...values)).toBeLessThan(LIMIT);
      expect(Math.max(...values)).toBeGreaterThan(0.95 * LIMIT);
      expect(Math.min(...values)).toBeLessThan(-0.95 * LIMIT);
      const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
      expect(Math.abs(variance / (LIMIT ** 2 / 3) - 1)).toBeLessThan(0.1);
    }
  });

  it("start differently in every layer and of every seed, alike of the same", async () => {
    const [first, second] = await weights(7);
    expect(second).not.toEqual(first);
    expect((await weights(8))[0]).not.toEqual(first);
    expect((await weights(7))[0]).toEqual(first);
  });

  it("are named and counted in the order in which they are made, biases at 0", async () => {
    const parameters = new Parameters(7);
    const { bias } = parameters.dense("mu", INPUTS, OUTPUTS);
    expect(parameters.names).toEqual(["mu.weight", "mu.bias"]);
    expect(parameters.variables.map(({ shape }) => shape)).toEqual([[INPUTS, OUTPUTS], [OUTPUTS]]);
    expect(parameters.count).toBe(INPUTS * OUTPUTS + OUTPUTS);
    expect([...(await bias.data())]).toEqual(new Array(OUTPUTS).fill(0));
    parameters.dispose();
  });
});
