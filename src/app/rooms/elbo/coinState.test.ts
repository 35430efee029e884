import { expect, it } from "vitest";
import { type CoinAct, FIRST_COIN, reduceCoin } from "./coinState";

const after = (...acts: CoinAct[]) => acts.reduce(reduceCoin, FIRST_COIN);

it("adds what chance and hands put there, and remembers the last of it", () => {
  const state = after({ type: "toss", count: 100 }, { type: "put", head: true }, { type: "put", head: false });
  expect(state.heads + state.tails).toBe(102);
  expect(state.last).toHaveLength(40);
  expect(state.last.slice(-2)).toEqual([true, false]);
});

it("tosses new tosses each time, and other ones after it was cleared", () => {
  const twice = after({ type: "toss", count: 20 }, { type: "toss", count: 20 });
  expect(twice.last).toEqual(after({ type: "toss", count: 40 }).last);
  const again = after({ type: "toss", count: 40 }, { type: "clear" }, { type: "toss", count: 40 });
  expect(again.heads + again.tails).toBe(40);
  expect(again.last).not.toEqual(twice.last);
});

it("forgets the tosses of the coin before, and hides the new one until it is revealed", () => {
  const hidden = after({ type: "toss", count: 10 }, { type: "hide", p: 0.2 });
  expect(hidden).toMatchObject({ heads: 0, tails: 0, tossed: 0, hidden: true, truth: 0.2 });
  expect(reduceCoin(hidden, { type: "reveal" })).toMatchObject({ hidden: false, truth: 0.2 });
  expect(after({ type: "put", head: true }, { type: "truth", p: 0.9 })).toMatchObject({ heads: 0, truth: 0.9 });
});
