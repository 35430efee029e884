import { tensor1d, variable } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { at, draws, expectClose } from "../testing/numbers";
import { read } from "../training/evaluate";
import { updateAverage } from "./movingAverage";
import { hasKernel, MOVING_AVERAGE } from "./names";

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.runIf(backend !== "cpu")("averages in a kernel of our own", () => expect(hasKernel(MOVING_AVERAGE)).toBe(true));

  it.each([1, 3, 4, 17, 784])("forgets as it says, %i numbers", async (length) => {
    const average = variable(tensor1d(draws(1, length)));
    const expected = Float64Array.from(draws(1, length));
    for (const [seed, decay] of [0.9, 0.9, 0.25].entries()) {
      const value = draws(seed + 2, length);
      updateAverage(average, tensor1d(value), decay);
      for (let i = 0; i < length; i++) expected[i] = decay * at(expected, i) + (1 - decay) * at(value, i);
    }
    expectClose(await read(average), expected, 4);
  });

  it("keeps everything at decay 1 and nothing at 0", async () => {
    const average = variable(tensor1d([1, 2, 3]));
    updateAverage(average, tensor1d([7, 8, 9]), 1);
    expect([...(await average.data())]).toEqual([1, 2, 3]);
    updateAverage(average, tensor1d([7, 8, 9]), 0);
    expect([...(await average.data())]).toEqual([7, 8, 9]);
  });
});
