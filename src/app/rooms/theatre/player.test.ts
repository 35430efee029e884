import { expect, it } from "vitest";
import type { Step } from "../../../workers/rooms/prior";
import { type AskWorker, type Played, Player } from "./player";

const DRAWS = 6;
const WANTED = { label: 0, draw: 3, temperature: 1 };

/** A worker that draws i % 2 at place i, and 1 − that after a 7. */
function worker() {
  const asked: string[] = [];
  let values = new Int32Array();
  let done = 0;
  let broken = false;
  const fill = (until: number) => {
    for (let i = done; i < until; i++) values[i] = values.subarray(0, i).includes(7) ? 1 - (i % 2) : i % 2;
    done = Math.max(done, until);
  };
  const step = (): Step => ({
    done,
    values: values.slice(),
    probabilities: Float32Array.of(0.5, 0.5),
    pixels: Uint8Array.from(values.subarray(0, done)),
  });
  const ask = (async (kind: string, question: Record<string, number>) => {
    asked.push(kind);
    await Promise.resolve();
    if (broken) throw new Error("its run has gone");
    if (kind === "beginSample") {
      values = new Int32Array(DRAWS).fill(-1);
      done = 0;
      return { grid: { height: 2, width: 3, colours: 1, levels: 8 }, step: 40, draws: DRAWS };
    }
    if (kind === "drawUntil") fill(question.until as number);
    else {
      values.fill(-1, question.place as number);
      values[question.place as number] = question.value as number;
      done = (question.place as number) + 1;
    }
    return step();
  }) as unknown as AskWorker;
  return {
    ask,
    asked,
    break: () => {
      broken = true;
    },
    mend: () => {
      broken = false;
    },
  };
}

function played() {
  const w = worker();
  const seen: Played[] = [];
  const player = new Player(w.ask, (now) => seen.push(now));
  return { ...w, player, seen };
}

it("draws number by number, and stops when all are there", async () => {
  const { player } = played();
  await player.begin(WANTED);
  expect(player.played.drawing).toMatchObject({ done: 0, step: 40, draws: DRAWS });
  expect(player.played.drawing?.probabilities).toBeUndefined();
  await player.next();
  expect(Array.from(player.played.drawing?.values ?? [])).toEqual([0, -1, -1, -1, -1, -1]);
  player.play();
  await player.next(100);
  expect(player.played).toMatchObject({ playing: false, drawing: { done: DRAWS } });
});

it("goes back without changing anything, and from a number put by hand otherwise", async () => {
  const { player } = played();
  await player.begin(WANTED);
  await player.next(DRAWS);
  const whole = Array.from(player.played.drawing?.values ?? []);
  const { before } = player.played.drawing ?? {};
  await player.put(2);
  expect(player.played.drawing).toMatchObject({ done: 3, byHand: new Set() });
  await player.next(DRAWS);
  expect(Array.from(player.played.drawing?.values ?? [])).toEqual(whole);
  await player.put(4, 5);
  await player.put(1, 7);
  expect(player.played.drawing?.byHand).toEqual(new Set([1]));
  await player.next(DRAWS);
  expect(Array.from(player.played.drawing?.values ?? [])).toEqual([0, 7, 1, 0, 1, 0]);
  expect(player.played.drawing?.before).toEqual(before);
});

it("shows at once what comes of another temperature, and begins only the last that is wanted", async () => {
  const { player, asked } = played();
  await player.begin(WANTED);
  await player.next(4);
  await Promise.all([
    player.begin({ ...WANTED, temperature: 0.5 }, true),
    player.begin({ ...WANTED, temperature: 0.4 }, true),
  ]);
  expect(asked).toEqual(["beginSample", "drawUntil", "beginSample", "drawUntil"]);
  expect(player.played.drawing?.done).toBe(4);
});

it("puts nothing where nothing is drawn", async () => {
  const { player, asked } = played();
  await player.begin(WANTED);
  await player.next();
  await player.put(3, 1);
  expect(asked).toEqual(["beginSample", "drawUntil"]);
});

it("draws what is due, and asks nothing while the worker is busy", async () => {
  const { player, asked } = played();
  await player.begin(WANTED);
  player.tick(1, 10);
  player.play();
  player.tick(0.05, 10);
  expect(asked).toEqual(["beginSample"]);
  player.tick(0.06, 10);
  player.tick(5, 10);
  await player.next(0);
  expect(player.played.drawing?.done).toBe(1);
});

it("says that it failed, and can begin again", async () => {
  const { player, break: breakIt, mend } = played();
  await player.begin(WANTED);
  player.play();
  breakIt();
  await player.next();
  expect(player.played).toMatchObject({ playing: false, failed: true });
  mend();
  await player.begin(WANTED);
  expect(player.played.failed).toBe(false);
});

it("tells nobody once it is closed", async () => {
  const { player, seen } = played();
  const begun = player.begin(WANTED);
  player.close();
  await begun;
  expect(seen).toEqual([]);
});
