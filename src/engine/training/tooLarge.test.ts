import { beforeAll, describe, expect, it } from "vitest";
import { Batches } from "../data/batches";
import { startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { PriorTrainer } from "./priorTrainer";
import { assertFits, MOST_STEP_BYTES, stepBytes, TooLargeError } from "./tooLarge";
import { Trainer } from "./trainer";

/** Of a step of so many bytes, half of which its way forward leaves. */
const step = (batch: number, bytes: number) => ({
  batches: new Batches(1000, batch, 7),
  bytesOf: (samples: number) => (samples * bytes) / batch / 2,
});

const problem = (...given: Parameters<typeof step>) => {
  try {
    assertFits(step(...given));
  } catch (error) {
    return error as TooLargeError;
  }
  return expect.unreachable();
};

describe("a step that would not fit into memory", () => {
  beforeAll(() => startBackend("wasm"));

  it("is refused, with the largest batch that does fit", () => {
    expect(() => assertFits(step(128, MOST_STEP_BYTES))).not.toThrow();
    const refused = problem(128, 5 * MOST_STEP_BYTES);
    expect(refused).toBeInstanceOf(TooLargeError);
    expect([refused.needs, refused.batch]).toEqual([5 * MOST_STEP_BYTES, 16]);
    expect(problem(128, 100 * MOST_STEP_BYTES).batch).toBeUndefined();
  });

  it("does not take what is there once for as much as there are samples", () => {
    const shared = { batches: new Batches(1000, 128, 7), bytesOf: (samples: number) => 1e8 + 1e6 * samples };
    expect(stepBytes(shared)).toBe(2 * 128e6);
    expect(() => assertFits(shared)).not.toThrow();
  });

  it("is known from what a sample takes, times the batch", () => {
    for (const Of of [Trainer, PriorTrainer]) {
      const bytes = [8, 16].map((batch) => {
        const model = Of === Trainer ? ("vae" as const) : ("pixelCnn" as const);
        const trainer = new Of(BLOBS, { ...SMALL, model, channels: 4, layers: 1, batch });
        const needs = stepBytes(trainer);
        trainer.dispose();
        return needs;
      });
      expect(bytes[0]).toBeGreaterThan(8 * 64 * 4); // more than the pixels
      expect(bytes[1]).toBe(2 * (bytes[0] as number));
    }
  });
});
