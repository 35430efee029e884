import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset, ImageSet } from "../../engine/data/dataset";
import { DEFAULT_EXPERIMENT } from "../../engine/experiment";
import { THRESHOLDS } from "../../engine/judges/rejection";
import { key, normals, Stream } from "../../engine/random";
import { startBackend } from "../../engine/testing/backend";
import { Session } from "../../engine/training/session";
import type { Bench } from "../queries";
import { rejectAnswers } from "./reject";

const LEVELS = [40, 120, 200];

/** Grey sheets, one class a level, with some noise. */
function sheets(count: number, seed: number): ImageSet {
  const noise = normals(key(seed, Stream.data), 64 * count);
  const labels = Uint16Array.from({ length: count }, (_, i) => i % LEVELS.length);
  const pixels = Uint8Array.from(noise, (value, i) => (LEVELS[(i >> 6) % LEVELS.length] as number) + 8 * value);
  return { count, width: 8, height: 8, channels: 1, pixels, labels };
}

const dataset: Dataset = { id: "own", train: sheets(240, 1), heldOut: sheets(120, 2), classes: LEVELS.length };
const never = new AbortController().signal;

function sessionOf(of: Dataset, without: number | "none" = "none") {
  return new Session({
    dataset: of,
    experiment: { ...DEFAULT_EXPERIMENT, latent: 1, hidden: 8, batch: 32, without },
    events: { frame: () => {}, checkpoint: () => {}, diverged: () => {} },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    stepsInFlight: 0,
  });
}

const benchOf = (session: Session, progress: (done: number) => void = () => {}) =>
  ({ session, breathe: () => new Promise((resolve) => setImmediate(resolve)), progress }) as unknown as Bench;

describe("the rejection desk's answers", () => {
  let session: Session;
  let bench: Bench;

  beforeAll(async () => {
    await startBackend("wasm");
    session = sessionOf(dataset);
    bench = benchOf(session);
  });
  afterAll(() => session.close());

  it("knows of no classifier before one is trained, and is given up when asked to", async () => {
    expect(await rejectAnswers.judges({}, bench, never)).toEqual({ accuracy: undefined });
    const { pixels } = dataset.heldOut;
    await expect(rejectAnswers.judged({ pixels }, bench, never)).rejects.toThrow(/not trained/);
    const controller = new AbortController();
    const giveUp = benchOf(session, () => controller.abort());
    await expect(rejectAnswers.trainJudges({}, giveUp, controller.signal)).rejects.toThrow();
    expect(await rejectAnswers.judges({}, bench, never)).toEqual({ accuracy: undefined });
  });

  it("trains two, once a data set, and has them say which samples show what was asked for", async () => {
    const done: number[] = [];
    const { accuracy } = await rejectAnswers.trainJudges(
      {},
      benchOf(session, (value) => done.push(value)),
      never,
    );
    expect(accuracy).toEqual({ keeper: 1, judge: 1, heldOut: 120 });
    expect(done.at(-1)).toBe(1);
    const again = await rejectAnswers.trainJudges({}, bench, never);
    expect(again.accuracy).toBe(accuracy);
    const other = benchOf(sessionOf(dataset));
    expect((await rejectAnswers.judges({}, other, never)).accuracy, "another run on the same data").toBe(accuracy);

    const { pixels, labels } = sheets(90, 3);
    const wrong = labels?.map((label, i) => (i < 30 ? (label + 1) % 3 : label));
    const judged = await rejectAnswers.judged({ pixels, labels: wrong }, bench, never);
    expect(judged.asked).toEqual(wrong);
    expect(judged.seen).toEqual(labels);
    expect(judged.accepted).toHaveLength(THRESHOLDS.length);
    expect(judged.accepted[0]).toBe(90);
    expect(judged.recognised[0]).toBeCloseTo(2 / 3, 6);
    const half = THRESHOLDS.indexOf(0.5);
    expect(judged.accepted[half]).toBe(60);
    expect(judged.recognised[half]).toBe(1);
    expect(judged.compared).toBe(11);
    expect(judged.frechet[half]).toBeLessThan(judged.frechet[0] as number);
    expect(judged.real).toBeGreaterThanOrEqual(0);

    const own = await rejectAnswers.judged({ pixels }, bench, never);
    expect(own.asked, "the classifier's likeliest").toEqual(labels);
  });

  it("knows nothing of other data, of a class left out, of one class, or of none", async () => {
    const others = [
      sessionOf({ ...dataset, heldOut: sheets(120, 2) }),
      sessionOf(dataset, 1),
      sessionOf({ ...dataset, heldOut: sheets(120, 4), classes: 1 }),
    ];
    for (const other of others.slice(0, 2))
      expect(await rejectAnswers.judges({}, benchOf(other), never)).toEqual({ accuracy: undefined });
    await expect(rejectAnswers.trainJudges({}, benchOf(others[2] as Session), never)).rejects.toThrow(/two classes/);
  });
});
