import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_EXPERIMENT, type Experiment } from "../engine/experiment";
import type { RunEvent } from "../workers/client";
import type { Command, RunInfo } from "../workers/protocol";
import { newRun, resumedRun } from "./run";
import { useStore } from "./store";

const page = vi.hoisted(() => ({ sent: [] as Command[], hear: (_: RunEvent) => {}, next: 100 }));
vi.mock("./actions/runs", () => ({ newRunId: () => page.next++ }));
vi.mock("./actions/worker", () => ({
  send: (command: Command) => page.sent.push(command),
  hearOfRuns: (hear: (event: RunEvent) => void) => {
    page.hear = hear;
  },
}));
vi.mock("./whenPainted", () => ({ whenPainted: (then: () => void) => then() }));
const { endRival, leaveRival, leftRival, retryRival, wantRival } = await import("./rival");

const INFO: RunInfo = {
  backend: { backend: "wasm", forced: false, trials: [] },
  dataset: { id: "digits", train: 12_000, heldOut: 2_000, width: 28, height: 28, channels: 1, classes: 10 },
  parameters: 42,
  adopted: 0,
  code: { height: 1, width: 1, dimensions: 2 },
  strip: new Uint8Array(28 * 28),
};
const other = (main: Experiment): Experiment => ({ ...main, model: main.model === "vae" ? "ae" : "vae" });
const withBeta = (beta: number) => (main: Experiment) => ({ ...main, beta });

const { getState, setState } = useStore;
const rival = () => getState().rival;
const last = () => page.sent.at(-1);

/** The main run begins anew, and is ready. */
function begin(id: number, change: Partial<Experiment> = {}): void {
  setState({ run: newRun(id, { ...DEFAULT_EXPERIMENT, ...change }) });
  setState(({ run }) => ({ run: { ...run, info: INFO } }));
}

/** The main run comes back after its worker died, and is ready. */
function recoverAt(id: number, step: number): void {
  setState(({ run }) => ({ run: resumedRun(run, id, run.experiment, step) }));
  setState(({ run }) => ({ run: { ...run, info: INFO } }));
}

function frame(run: number, step: number, behind = 0): RunEvent {
  return {
    type: "frame",
    run,
    frame: {
      step,
      examplesPerSecond: 1000,
      terms: ["reconstruction", "kl"],
      weights: [1, 1],
      losses: Float32Array.of(3, 2, 1),
      firstStep: step,
      behind,
      knobs: DEFAULT_EXPERIMENT,
    },
  };
}

const checkpoint = (step: number) => ({ step, values: [Float32Array.of(step)] });

beforeEach(() => {
  endRival();
  page.sent.length = 0;
  begin(1);
});

describe("a rival", () => {
  it("starts when it is wanted, and not before the main run is ready", () => {
    setState({ run: newRun(2, DEFAULT_EXPERIMENT) });
    wantRival("generate", other);
    expect(page.sent).toEqual([]);
    setState(({ run }) => ({ run: { ...run, info: INFO } }));
    expect(page.sent).toMatchObject([{ type: "rival", experiment: { model: "ae", seed: DEFAULT_EXPERIMENT.seed } }]);
    expect(rival()).toMatchObject({ step: 0, experiment: { model: "ae" } });
  });

  it("hears its own events by their run's number, and no others", () => {
    wantRival("generate", other);
    const { id } = rival() as { id: number };
    page.hear(frame(1, 7));
    page.hear(frame(id - 1, 7));
    expect(rival()?.step).toBe(0);
    page.hear(frame(id, 7, 93));
    expect(rival()).toMatchObject({ step: 7, behind: 93 });
    expect(last(), "and gives back its own credit").toEqual({ type: "painted", run: id });
    expect(getState().run.step).toBe(0);
  });

  it("follows the live knobs of the main run, or its own", () => {
    wantRival("beta", withBeta(4));
    const { id } = rival() as { id: number };
    setState(({ run }) => ({ run: { ...run, experiment: { ...run.experiment, learningRate: 0.01 } } }));
    expect(last()).toMatchObject({ type: "setKnobs", run: id, knobs: { beta: 4, learningRate: 0.01 } });
    wantRival("beta", withBeta(8));
    expect(last()).toMatchObject({ type: "setKnobs", run: id, knobs: { beta: 8, learningRate: 0.01 } });
    expect(page.sent.filter(({ type }) => type === "rival")).toHaveLength(1);
    setState(({ run }) => ({ run: { ...run, experiment: { ...run.experiment, beta: 2 } } }));
    expect(
      page.sent.filter(({ type }) => type === "setKnobs"),
      "its β is its own",
    ).toHaveLength(2);
  });

  it("starts anew, from step 0, when the main run does", () => {
    wantRival("generate", other);
    const { id } = rival() as { id: number };
    page.hear({ type: "checkpoint", run: id, checkpoint: checkpoint(0) });
    begin(2, { model: "ae", latent: 3 });
    expect(last()).toMatchObject({ type: "rival", experiment: { model: "vae", latent: 3 }, checkpoint: undefined });
    expect(rival()?.id).not.toBe(id);
    page.hear(frame(id, 9));
    expect(rival()?.step, "late news of the one before").toBe(0);
  });

  it("comes back from its checkpoint with the main run", () => {
    wantRival("generate", other);
    const { id } = rival() as { id: number };
    page.hear(frame(id, 40));
    page.hear({ type: "checkpoint", run: id, checkpoint: checkpoint(40) });
    recoverAt(2, 30);
    expect(last()).toMatchObject({ type: "rival", checkpoint: { step: 40 } });
    expect(rival()).toMatchObject({ step: 40 });
    expect(rival()?.training.points).toHaveLength(1);
  });

  it("ends when its room is left, and goes on when it is entered again", () => {
    wantRival("generate", other);
    page.hear({ type: "checkpoint", run: (rival() as { id: number }).id, checkpoint: checkpoint(40) });
    setState(({ run }) => ({ run: { ...run, step: 50 } }));
    leaveRival();
    expect(last()).toEqual({ type: "endRival" });
    expect(rival()).toBeUndefined();
    wantRival("beta", withBeta(4));
    expect(last(), "another room's is another").toMatchObject({ type: "rival", checkpoint: undefined });
    leaveRival();
    expect(leftRival("beta")?.beta).toBe(4);
    expect(leftRival("generate")).toBeUndefined();
  });

  it("goes on where it was left, unless it was ended", () => {
    wantRival("generate", other);
    page.hear({ type: "checkpoint", run: (rival() as { id: number }).id, checkpoint: checkpoint(40) });
    setState(({ run }) => ({ run: { ...run, step: 50 } }));
    leaveRival();
    wantRival("generate", other);
    expect(last()).toMatchObject({ type: "rival", checkpoint: { step: 40 } });
    endRival();
    expect(leftRival("generate")).toBeUndefined();
    wantRival("generate", other);
    expect(last()).toMatchObject({ type: "rival", checkpoint: undefined });
  });

  it("is told to start once more after it has failed", () => {
    wantRival("generate", other);
    const { id } = rival() as { id: number };
    page.hear({ type: "failed", run: id, failure: { kind: "diverged", step: 5 } });
    expect(rival()?.failure).toMatchObject({ kind: "diverged" });
    retryRival();
    expect(rival()?.failure).toBeUndefined();
    expect(last()).toMatchObject({ type: "rival" });
  });

  it("is not started for a model that has none", () => {
    wantRival("generate", () => undefined);
    expect(page.sent).toEqual([]);
    expect(rival()).toBeUndefined();
  });
});
