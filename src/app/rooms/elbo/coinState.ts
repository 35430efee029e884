/** A coin on the table: what is known of it, and what fell. Pure: acts in, state out. */
import { type Tosses, tossCoin } from "../../../engine/elbo/coin";

/** So many tosses are shown one by one. */
const SHOWN = 40;

export interface CoinState extends Tosses {
  /** Which coin: the seed of its tosses. */
  readonly coin: number;
  readonly truth: number;
  readonly hidden: boolean;
  /** Tosses that chance has made, so that the next ones are new. */
  readonly tossed: number;
  /** The last tosses, true for heads. */
  readonly last: readonly boolean[];
}

export const FIRST_COIN: CoinState = { coin: 1, truth: 0.65, hidden: false, heads: 0, tails: 0, tossed: 0, last: [] };

export type CoinAct =
  | { readonly type: "toss"; readonly count: number }
  | { readonly type: "put"; readonly head: boolean }
  | { readonly type: "clear" }
  | { readonly type: "truth"; readonly p: number }
  /** Another coin, whose p is not shown. */
  | { readonly type: "hide"; readonly p: number }
  | { readonly type: "reveal" };

export function reduceCoin(state: CoinState, act: CoinAct): CoinState {
  switch (act.type) {
    case "toss": {
      const fell = tossCoin(state.truth, state.coin, state.tossed, act.count);
      return { ...withTosses(state, fell), tossed: state.tossed + act.count };
    }
    case "put":
      return withTosses(state, [act.head]);
    case "clear":
      return { ...state, ...NOTHING, coin: state.coin + 1 };
    case "truth":
      // What fell before fell of another coin.
      return { ...state, ...NOTHING, truth: act.p };
    case "hide":
      return { ...state, ...NOTHING, coin: state.coin + 1, hidden: true, truth: act.p };
    case "reveal":
      return { ...state, hidden: false };
    default:
      return act satisfies never;
  }
}

const NOTHING = { heads: 0, tails: 0, tossed: 0, last: [] } as const;

function withTosses(state: CoinState, fell: readonly boolean[]): CoinState {
  const heads = fell.filter(Boolean).length;
  return {
    ...state,
    heads: state.heads + heads,
    tails: state.tails + fell.length - heads,
    last: [...state.last, ...fell].slice(-SHOWN),
  };
}
