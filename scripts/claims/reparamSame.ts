import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { randomLcg, randomNormal } from "d3";
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
/** Kolmogorov's critical value at the 1 % level: c = √(−½ ln(0.01 / 2)). */
const CRITICAL = Math.sqrt(-0.5 * Math.log(0.01 / 2));

export const reparamSame: Claim = {
  id: "reparam-same",
  statement: "μ + σε has the same distribution as N(μ, σ²)",
  async run() {
    const limit = CRITICAL * Math.sqrt(2 / DRAWS);
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

/** The largest distance between two empirical distribution functions. */
function ksDistance(a: Float32Array, b: Float64Array): number {
  const [sortedA, sortedB] = [a.slice().sort(), b.slice().sort()];
  let [i, j, largest] = [0, 0, 0];
  while (i < sortedA.length && j < sortedB.length) {
    const at = Math.min(sortedA[i] as number, sortedB[j] as number);
    while (i < sortedA.length && (sortedA[i] as number) <= at) i++;
    while (j < sortedB.length && (sortedB[j] as number) <= at) j++;
    largest = Math.max(largest, Math.abs(i / sortedA.length - j / sortedB.length));
  }
  return largest;
}
