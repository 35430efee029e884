import { climb, startClimb } from "../../src/engine/elbo/ascent";
import { decompose } from "../../src/engine/elbo/bound";
import { TOYS, type ToyId } from "../../src/engine/elbo/toy";
import type { Claim } from "./claim";

const OBSERVED = [-3, -1, 0, 0.5, 1.8, 3];
const MEANS = [-3, -1, 0, 1, 3];
const DEVIATIONS = [0.05, 0.2, 0.7, 1.5, 2];
const IDENTITY = 1e-6;
const CLOSED = 1e-6;
const CLIMB = 3_000;

export const elboBound: Claim = {
  id: "elbo-bound",
  statement: "log p(x) = ELBO + KL(q ‖ p(z|x)) ≥ ELBO",
  async run() {
    let worst = 0;
    let least = Number.POSITIVE_INFINITY;
    let count = 0;
    const ids = Object.keys(TOYS) as ToyId[];
    for (const id of ids)
      for (const x of OBSERVED)
        for (const mean of MEANS)
          for (const deviation of DEVIATIONS) {
            const { logEvidence, elbo, gap } = decompose(TOYS[id], x, { mean, deviation });
            // A q that is thousands of nats off has as many digits as any other.
            worst = Math.max(worst, Math.abs(elbo + gap - logEvidence) / Math.max(1, Math.abs(elbo)));
            least = Math.min(least, gap);
            count++;
          }
    const left = ids.map((id) => Math.max(...OBSERVED.map((x) => gapAtTop(id, x))));
    const list = ids.map((id, i) => `${id} ${(left[i] as number).toExponential(1)}`).join(", ");
    return {
      measured:
        `${count} combinations of decoder, x and q: off by at most ${worst.toExponential(1)} of the larger of 1 nat and |ELBO|; ` +
        `smallest gap ${least.toExponential(1)}; largest gap after gradient ascent: ${list} nats`,
      should: `off by at most ${IDENTITY}, no gap below 0, and a gap below ${CLOSED} on the line, where q can be the posterior`,
      holds: worst <= IDENTITY && least >= -IDENTITY && (left[ids.indexOf("line")] as number) < CLOSED,
    };
  },
};

/** KL(q ‖ p(z|x)) once the ELBO no longer rises, nats. */
function gapAtTop(id: ToyId, x: number): number {
  let climber = startClimb({ mean: 0.3, deviation: 1 });
  for (let i = 0; i < CLIMB && !climber.done; i++) climber = climb(TOYS[id], x, climber);
  return decompose(TOYS[id], x, climber.q).gap;
}
