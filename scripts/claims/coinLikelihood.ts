import { coinLogLikelihood, mostLikely, tossCoin } from "../../src/engine/elbo/coin";
import type { Claim } from "./claim";

const COINS = [0.05, 0.3, 0.5, 0.92];
const TOSSES = [1, 10, 1_000, 100_000];
const CLOSE = 1e-9;
/** No p of a grid this fine explains the tosses better than the peak. */
const GRID = 1_000;

export const coinLikelihood: Claim = {
  id: "coin-likelihood",
  statement: "what best explains the data is what gives them the highest likelihood: the coin",
  async run() {
    let worst = 0;
    let beaten = 0;
    for (const [coin, p] of COINS.entries())
      for (const count of TOSSES) {
        const heads = tossCoin(p, coin, 0, count).filter(Boolean).length;
        const tosses = { heads, tails: count - heads };
        const peak = mostLikely(tosses) as number;
        worst = Math.max(worst, Math.abs(peak - heads / count));
        const best = coinLogLikelihood(tosses, heads / count);
        for (let i = 0; i <= GRID; i++) if (coinLogLikelihood(tosses, i / GRID) > best + 1e-9 * count) beaten++;
      }
    return {
      measured:
        `${COINS.length * TOSSES.length} series of ${TOSSES.join(", ")} tosses: argmax L(p) and heads ÷ tosses differ by at most ` +
        `${worst.toExponential(1)}; a better p on a grid of ${GRID}: ${beaten} times`,
      should: `a difference of at most ${CLOSE}, and no better p`,
      holds: worst <= CLOSE && beaten === 0,
    };
  },
};
