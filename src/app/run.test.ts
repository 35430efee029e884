import { describe, expect, it } from "vitest";
import { DEFAULT_EXPERIMENT } from "../engine/experiment";
import type { Frame } from "../engine/training/frame";
import type { RunEvent } from "../workers/client";
import type { RunInfo } from "../workers/protocol";
import { newRun, phaseOf, type Run, reduceRun, resumedRun, runAgain, turnedRun } from "./run";

const INFO: RunInfo = {
  backend: { backend: "wasm", forced: false, trials: [] },
  dataset: { id: "digits", train: 12_000, heldOut: 2_000, width: 28, height: 28, channels: 1, classes: 10 },
  parameters: 42,
  adopted: 0,
  code: { height: 1, width: 1, dimensions: 2 },
  strip: new Uint8Array(28 * 28),
};

/** A frame with one row [total, reconstruction, kl] for each of these totals. */
function frame(run: number, firstStep: number, totals: readonly number[], more: Partial<Frame> = {}): RunEvent {
  return {
    type: "frame",
    run,
    frame: {
      step: firstStep + totals.length - 1,
      examplesPerSecond: 1000,
      terms: ["reconstruction", "kl"],
      weights: [1, 1],
      losses: Float32Array.from(totals.flatMap((total) => [total, total - 1, 1])),
      firstStep,
      knobs: DEFAULT_EXPERIMENT,
      ...more,
    },
  };
}

const evaluationAt = (step: number, total: number): NonNullable<Frame["evaluation"]> => ({
  step,
  count: 2,
  losses: Float32Array.from([total, total - 1, 1]),
  mse: 0.25,
  latents: { dimensions: 2, mu: new Float32Array(4) },
});

const ready = (run: number): RunEvent => ({ type: "ready", run, info: INFO });
const apply = (run: Run, ...events: RunEvent[]) => events.reduce(reduceRun, run);

describe("reduceRun", () => {
  it("accumulates frames: every loss of every step, in order", () => {
    const run = apply(newRun(1, DEFAULT_EXPERIMENT), ready(1), frame(1, 1, [9, 8, 7]), frame(1, 4, [6, 5]));
    expect(run.step).toBe(5);
    expect(run.training.points.map(({ step, values }) => [step, ...values])).toEqual([
      [1, 9, 8, 1],
      [2, 8, 7, 1],
      [3, 7, 6, 1],
      [4, 6, 5, 1],
      [5, 5, 4, 1],
    ]);
    expect(run).toMatchObject({ terms: ["reconstruction", "kl"], weights: [1, 1], examplesPerSecond: 1000 });
  });

  it("keeps the last evaluation and strip when a frame comes without", () => {
    const strip = Uint8Array.of(1, 2, 3);
    const first = frame(1, 1, [9], { evaluation: evaluationAt(1, 8), strip });
    const run = apply(newRun(1, DEFAULT_EXPERIMENT), ready(1), first, frame(1, 2, [7]));
    expect(run.evaluation?.step).toBe(1);
    expect(run.strip).toBe(strip);
    expect(run.heldOut.points).toEqual([{ step: 1, values: [8, 7, 1, 0.25] }]);
    expect(run.step).toBe(2);
  });

  it("takes a frame without steps: an evaluation of an untrained model", () => {
    const run = apply(
      newRun(1, DEFAULT_EXPERIMENT),
      ready(1),
      frame(1, 1, [], { step: 0, evaluation: evaluationAt(0, 9) }),
    );
    expect(run.step).toBe(0);
    expect(run.training.points).toEqual([]);
    expect(run.heldOut.points.map(({ step }) => step)).toEqual([0]);
  });

  it("ignores late news of an old run, whatever it is", () => {
    const run = apply(newRun(2, DEFAULT_EXPERIMENT), ready(2), frame(2, 1, [9]));
    const late: RunEvent[] = [
      ready(1),
      frame(1, 500, [1, 1], { evaluation: evaluationAt(500, 1) }),
      { type: "progress", run: 1, task: "download", done: 1, total: 2 },
      { type: "failed", run: 1, failure: { kind: "diverged", step: 500 } },
      { type: "checkpoint", run: 1, checkpoint: { step: 500, values: [] } },
    ];
    for (const event of late) expect(reduceRun(run, event), event.type).toBe(run);
    expect(run.training.points.length).toBe(1);
    expect(run.heldOut.points).toEqual([]);
  });

  it("shows progress until it is ready, and none after", () => {
    const progress: RunEvent = { type: "progress", run: 1, task: "download", done: 1, total: 2 };
    const loading = apply(newRun(1, DEFAULT_EXPERIMENT), progress);
    expect(loading.progress).toMatchObject({ task: "download", done: 1, total: 2 });
    const run = apply(loading, ready(1));
    expect(run.progress).toBeUndefined();
    expect(reduceRun(run, progress)).toBe(run);
  });

  it("keeps what it knew when it fails", () => {
    const failed: RunEvent = { type: "failed", run: 1, failure: { kind: "diverged", step: 2 } };
    const run = apply(newRun(1, DEFAULT_EXPERIMENT), ready(1), frame(1, 1, [9]), failed);
    expect(run.failure).toEqual({ kind: "diverged", step: 2 });
    expect(run).toMatchObject({ step: 1, examplesPerSecond: 0 });
    expect(run.training.points.length).toBe(1);
  });
});

describe("resumedRun", () => {
  it("keeps the curves up to where it goes on, and drops the failure", () => {
    const evaluated = { evaluation: evaluationAt(4, 6) };
    const failed: RunEvent = { type: "failed", run: 1, failure: { kind: "diverged", step: 5 } };
    const before = apply(
      newRun(1, DEFAULT_EXPERIMENT),
      ready(1),
      frame(1, 1, [9, 8], { evaluation: evaluationAt(2, 8) }),
      frame(1, 3, [7, 6], evaluated),
      failed,
    );
    const slower = { ...DEFAULT_EXPERIMENT, learningRate: 1e-4 };
    const run = resumedRun(before, 7, slower, 2);
    expect(run).toMatchObject({ id: 7, step: 2, examplesPerSecond: 0, experiment: slower });
    expect(run.failure).toBeUndefined();
    expect(run.info).toBeUndefined();
    expect(run.training.points.map(({ step }) => step)).toEqual([1, 2]);
    expect(run.heldOut.points.map(({ step }) => step)).toEqual([2]);

    const later = apply(run, frame(1, 5, [1]), ready(7), frame(7, 3, [5]));
    expect(later.training.points.map(({ step, values }) => [step, values[0]])).toEqual([
      [1, 9],
      [2, 8],
      [3, 5],
    ]);
  });
});

describe("phaseOf", () => {
  const fresh = newRun(1, DEFAULT_EXPERIMENT);
  const trained = apply(fresh, ready(1), frame(1, 1, [9]));
  it.each([
    ["loading", fresh, true],
    ["ready", apply(newRun(1, DEFAULT_EXPERIMENT), ready(1)), false],
    ["playing", trained, true],
    ["paused", trained, false],
    ["failed", apply(trained, { type: "failed", run: 1, failure: { kind: "internal", detail: "" } }), true],
  ] as const)("is %s", (phase, run, wantsPlay) => {
    expect(phaseOf(run, wantsPlay)).toBe(phase);
  });
});

it("knows whether its settings alone make it again", () => {
  const fresh = turnedRun(newRun(1, DEFAULT_EXPERIMENT), { beta: 2 });
  expect(fresh).toMatchObject({ experiment: { beta: 2 } });
  expect(fresh.turned, "nothing has been learned with another β").toBeUndefined();
  const turned = turnedRun(apply(newRun(1, DEFAULT_EXPERIMENT), ready(1), frame(1, 1, [9])), { beta: 2 });
  expect(turned).toMatchObject({ turned: true, experiment: { beta: 2 } });
  expect(runAgain(turned).turned).toBeUndefined();
});
