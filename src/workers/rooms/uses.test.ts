import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Dataset, ImageSet } from "../../engine/data/dataset";
import { DEFAULT_EXPERIMENT } from "../../engine/experiment";
import { key, normals, Stream } from "../../engine/random";
import { startBackend } from "../../engine/testing/backend";
import { Session } from "../../engine/training/session";
import type { Bench } from "../queries";
import { usesAnswers } from "./uses";

const LEVELS = [40, 120, 200];

/** Grey sheets, one class a level, with some noise. */
function sheets(count: number, seed: number): ImageSet {
  const noise = normals(key(seed, Stream.data), 16 * count);
  const labels = Uint16Array.from({ length: count }, (_, i) => i % LEVELS.length);
  const pixels = Uint8Array.from(noise, (value, i) => (LEVELS[(i >> 4) % LEVELS.length] as number) + 8 * value);
  return { count, width: 4, height: 4, channels: 1, pixels, labels };
}

const dataset: Dataset = { id: "own", train: sheets(240, 1), heldOut: sheets(120, 2), classes: LEVELS.length };
const never = new AbortController().signal;

const newSession = (of: Dataset) =>
  new Session({
    dataset: of,
    experiment: { ...DEFAULT_EXPERIMENT, model: "ae", latent: 1, hidden: 8, batch: 32, without: 2 },
    events: { frame: () => {}, checkpoint: () => {}, diverged: () => {} },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    stepsInFlight: 0,
  });

describe("what the encoder is good for", () => {
  let session: Session;
  let bench: Bench;

  beforeAll(async () => {
    await startBackend("cpu");
    session = newSession(dataset);
    bench = { session, breathe: async () => {}, progress: () => {} } as unknown as Bench;
  });
  afterAll(() => session.close());

  it("tells classes apart from any basis, on the same held-out samples", async () => {
    for (const [basis, dimensions] of [
      ["z", 1],
      ["pca", 1],
      ["x", 16],
    ] as const) {
      const answer = await usesAnswers.classify({ basis }, bench, never);
      expect(answer).toMatchObject({ dimensions, train: 160 });
      expect(answer.test).toHaveLength(120);
      expect(answer.truths).toEqual(dataset.heldOut.labels);
      const right = answer.neighbours.filter((label, i) => label === answer.truths[i]).length;
      // The class that is left out of training, a third, can never be told.
      expect(right).toBeGreaterThan(72);
      expect(right).toBeLessThanOrEqual(80);
    }
  });

  it("computes what does not depend on the model once", async () => {
    const [first, second] = [
      await usesAnswers.classify({ basis: "pca" }, bench, never),
      await usesAnswers.classify({ basis: "pca" }, bench, never),
    ];
    expect(second).toBe(first);
  });

  it("finds the clusters of the latents given, and of PCA's coordinates", async () => {
    const z = Float32Array.of(0, 0.1, 5, 5.1, 9, 9.1);
    const { assignment, centres } = await usesAnswers.cluster({ z, clusters: 3, seed: 1 }, bench, never);
    expect(new Set(assignment).size).toBe(3);
    expect(assignment[0]).toBe(assignment[1]);
    expect([...centres].sort((a, b) => a - b)[1]).toBeCloseTo(5.05, 5);
    const samples = Uint32Array.from({ length: 60 }, (_, i) => 2 * i);
    const ofPca = await usesAnswers.cluster({ samples, clusters: 3, seed: 1 }, bench, never);
    expect(new Set(samples.map((i, row) => 10 * (i % 3) + (ofPca.assignment[row] as number))).size).toBe(3);
  });

  it("scores the class that was left out, or noise, beside the others, and names the worst in order", async () => {
    for (const [odd, count] of [
      ["leftOut", 40],
      ["noise", 200],
    ] as const) {
      const answer = await usesAnswers.anomalies({ odd, score: "mse" }, bench, never);
      expect(answer.normal).toHaveLength(80);
      expect(answer.odd).toHaveLength(count);
      const scores = answer.worst.map(({ score }) => score);
      expect(scores).toEqual([...answer.normal, ...answer.odd].sort((a, b) => b - a).slice(0, 12));
      expect(answer.x).toHaveLength(12 * 16);
      expect(answer.worst.every(({ isOdd, label }) => isOdd === (label === (odd === "noise" ? undefined : 2)))).toBe(
        true,
      );
      const first = answer.x.slice(0, 16);
      const alone = await usesAnswers.anomaly({ source: { pixels: first as Uint8Array }, score: "mse" }, bench, never);
      expect(alone.score).toBeCloseTo(scores[0] ?? 0, 6);
      expect(alone.xHat).toEqual(answer.xHat.slice(0, 16));
    }
  });

  it("is given up when the question is taken back, and asks anew afterwards", async () => {
    const back = new AbortController();
    back.abort();
    for (const basis of ["z", "x"] as const) {
      const fresh = { ...bench, session: newSession({ ...dataset }) };
      await expect(usesAnswers.classify({ basis }, fresh, back.signal)).rejects.toThrow();
      expect((await usesAnswers.classify({ basis }, fresh, never)).train).toBe(160);
      fresh.session.close();
    }
  });
});
