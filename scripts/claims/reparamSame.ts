import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { randomLcg, randomNormal } from "d3";
import { ksCritical, ksDistance } from "../../src/engine/elbo/statistics";
import { reparameterize } from "../../src/engine/nn/losses";
import { key, normals, Stream } from "../../src/engine/random";
import { read } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";

const DRAWS = 100_000;
const CASES = [
  { mu: 0, sigma: 1 },
  { mu: 1.5, sigma: 0.2 },
  { mu: -0.7, sigma: 2.5 },
];

export const reparamSame: Claim = {
  id: "reparam-same",
  statement: "μ + σε has the same distribution as N(μ, σ²)",
  async run() {
    const limit = ksCritical(DRAWS);
    const distances: number[] = [];
    for (const [i, { mu, sigma }] of CASES.entries()) {
      const eps = normals(key(i, Stream.epsilon), DRAWS);
      const z = tidy(() =>
        reparameterize(tensor2d([[mu]]), tensor2d([[2 * Math.log(sigma)]]), tensor2d(eps, [DRAWS, 1])),
      );
      const draw = randomNormal.source(randomLcg((i + 0.5) / CASES.length))(mu, sigma); // another generator, another method
      distances.push(ksDistance(await read(z), Float64Array.from({ length: DRAWS }, draw)));
    }
    const list = CASES.map(({ mu, sigma }, i) => `μ ${mu}, σ ${sigma}: D = ${distances[i]?.toFixed(5)}`);
    return {
      measured: `two-sample Kolmogorov–Smirnov over ${DRAWS} draws each: ${list.join("; ")}`,
      should: `D below ${limit.toFixed(5)}, the critical value at the 1 % level`,
      holds: distances.every((distance) => distance < limit),
    };
  },
};
