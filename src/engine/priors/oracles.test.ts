/** PixelCNNs against PyTorch with the same weights and images: see scripts/oracles/priors.py. */
import { tensor, tensor1d, tensor4d, tidy, type Variable, variableGrads } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { floats, relativeError } from "../testing/fixtures";
import { GPU_BACKENDS } from "../testing/gpu";
import { at } from "../testing/numbers";
import { read } from "../training/evaluate";
import stored from "./fixtures/priors.json";
import { PixelCnn, type PixelCnnShape } from "./pixelCnn";
import { codesAbove } from "./plan";
import type { Grid } from "./prior";

interface Case {
  readonly choices: Omit<PixelCnnShape, "grid" | "seed"> & Pick<Grid, "colours" | "levels">;
  readonly x: number[];
  readonly label: number[];
  readonly above?: number[];
  readonly weights: Readonly<Record<string, string>>;
  readonly loss: number;
  readonly gradients: Readonly<Record<string, string>>;
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it.each(Object.entries(stored.cases))("has PyTorch's loss and gradients: %s", async (_, given) => {
    const { choices, x, label, above, weights, loss, gradients } = given as unknown as Case;
    const { colours, levels, ...rest } = choices;
    const { height, width } = stored.grid;
    const prior = new PixelCnn({ grid: { height, width, colours, levels }, seed: 1, ...rest });
    const { names, variables } = prior.parameters;
    expect(names).toEqual(Object.keys(weights));
    for (const [i, name] of names.entries()) {
      const variable = variables[i] as Variable;
      variable.assign(tensor(floats(weights[name] as string), variable.shape as [number]));
    }
    const images = tensor4d(x, [label.length, height, width, colours], "int32");
    const labels = tensor1d(label, "int32");
    const codes = above && codesAbove(prior, Int32Array.from(above));
    const { value, grads } = tidy(() => variableGrads(() => prior.nll(images, labels, codes), variables));
    expect(relativeError(await read(value), [loss])).toBeLessThan(2e-6);
    for (const [i, name] of names.entries()) {
      const expected = floats(gradients[name] as string);
      const actual = await grads[(variables[i] as Variable).name]?.data();
      const errors = Array.from(
        expected,
        (slope, j) => Math.abs(at(actual ?? [], j) - slope) / (1e-5 + 1e-4 * Math.abs(slope)),
      );
      expect(Math.max(...errors), name).toBeLessThan(1);
    }
  });
});
