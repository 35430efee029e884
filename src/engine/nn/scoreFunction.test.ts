/** Against what the gradient of E_q[cost] is known to be. */
import {
  add,
  grads,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { key, normals } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { GPU_BACKENDS } from "../testing/gpu";
import { read } from "../training/evaluate";
import { logNormal } from "./logNormal";
import { scoreFunction } from "./scoreFunction";

const [MU, LOG_VAR, TARGET, DRAWS] = [0.4, -0.6, 1.5, 10_000];

/** The estimate from `DRAWS` rows for cost = (z − TARGET)² + offset: [∂/∂μ, ∂/∂log σ²], and its value. */
async function estimate(offset: number): Promise<number[]> {
  const eps = normals(key(1), DRAWS);
  const z = tensor2d(
    eps.map((e) => MU + Math.exp(LOG_VAR / 2) * e),
    [DRAWS, 1],
  );
  const loss = (mu: Tensor, logVar: Tensor) =>
    scoreFunction(() => add(sum(square(sub(z, TARGET)), 1), offset) as Tensor1D, logNormal(z, mu, logVar));
  const inputs = [tensor2d([[MU]]), tensor2d([[LOG_VAR]])] as const;
  const gradients = grads((mu, logVar) => loss(mu as Tensor2D, logVar as Tensor2D))([...inputs]);
  const [dMu, dLogVar] = await Promise.all(gradients.map((gradient) => read(gradient)));
  return [Number(dMu?.[0]), Number(dLogVar?.[0]), Number((await read(loss(...inputs)))[0])];
}

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("has no value, and on average the gradient of E_q[cost]: 2(μ − target), σ²", async () => {
    const [dMu, dLogVar, value] = await estimate(0);
    expect(value).toBe(0);
    expect(Math.abs((dMu as number) - 2 * (MU - TARGET))).toBeLessThan(0.15);
    expect(Math.abs((dLogVar as number) - Math.exp(LOG_VAR))).toBeLessThan(0.15);
  });

  it("does not care for a constant that is added to every cost", async () => {
    const [plain, shifted] = [await estimate(0), await estimate(64)];
    expect(shifted[0]).toBeCloseTo(plain[0] as number, 3);
    expect(shifted[1]).toBeCloseTo(plain[1] as number, 3);
  });

  it("takes a single row, which has no baseline", async () => {
    const z = tensor2d([[1]]);
    const gradient = grads((mu) => scoreFunction(() => sum(square(z), 1) as Tensor1D, logNormal(z, mu as Tensor2D, 0)));
    expect((await read(gradient([tensor2d([[0.25]])])[0] as Tensor))[0]).toBeCloseTo(0.75, 5);
  });
});
