import { memory } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Experiment } from "../experiment";
import { type NodeBackend, startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { gpuInNode } from "../testing/gpu";
import type { Checkpoint } from "./checkpoint";
import { read } from "./evaluate";
import type { Frame } from "./frame";
import { Session } from "./session";
import { Trainer } from "./trainer";

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await breathe();
}

/** A run on a page that paints every frame, and remembers all it is told. */
class Run {
  readonly frames: Frame[] = [];
  readonly diverged: number[] = [];
  readonly ended: Promise<void>;

  private constructor(readonly session: Session) {
    this.ended = session.run();
  }

  static async start(experiment: Partial<Experiment> = {}, leader?: Run, checkpoint?: Checkpoint): Promise<Run> {
    const session: Session = new Session({
      dataset: BLOBS,
      experiment: { ...SMALL, ...experiment },
      breathe,
      stepsInFlight: id === "webgpu" ? 2 : 0,
      ...(leader && { leader: leader.session }),
      ...(checkpoint && { checkpoint }),
      events: {
        frame: (frame) => {
          run.frames.push(frame);
          setImmediate(() => session.painted());
        },
        checkpoint: () => {},
        diverged: (step) => run.diverged.push(step),
      },
    });
    await session.trainer.prepare();
    const run: Run = new Run(session);
    return run;
  }

  get step(): number {
    return this.session.trainer.step;
  }

  get totals(): number[] {
    return this.frames.flatMap(({ losses, terms }) =>
      Array.from(losses).filter((_, i) => i % (terms.length + 1) === 0),
    );
  }

  /** Resolves once it is paused, and all it has to say is said. */
  async settled(): Promise<void> {
    const said = () => this.frames.findLast(({ evaluation }) => evaluation)?.evaluation?.step;
    await until(() => this.frames.at(-1)?.step === this.step && said() === this.step);
  }

  async close(): Promise<void> {
    this.session.close();
    await this.ended;
  }
}

let id: NodeBackend;
const BACKENDS: NodeBackend[] = ["wasm", ...((await gpuInNode()) ? ["webgpu" as const] : [])];

describe.each(BACKENDS)("two runs in step, on %s", (backend) => {
  let main: Run;
  let rival: Run;
  /** Steps that are sent to a GPU together. */
  const group = backend === "webgpu" ? 64 : 1;

  beforeAll(async () => {
    id = backend;
    await startBackend(backend);
  });
  afterEach(async () => {
    await Promise.all([main.close(), rival.close()]);
  });

  it("never part by more than a step, or a group of replayed ones", async () => {
    main = await Run.start();
    rival = await Run.start({ beta: 4 }, main);
    main.session.play();
    const gaps = new Set<number>();
    await until(() => {
      gaps.add(main.step - rival.step);
      return main.step >= 200;
    });
    expect(Math.max(...gaps)).toBeLessThanOrEqual(group);
    expect(Math.min(...gaps), "the rival never leads").toBe(0);
  });

  it("stand at the same step when they are paused, and learn what each would learn alone", async () => {
    main = await Run.start();
    rival = await Run.start({ beta: 4 }, main);
    main.session.play();
    await until(() => main.step >= 30);
    main.session.pause();
    await Promise.all([main.settled(), rival.settled()]);
    expect(rival.step).toBe(main.step);
    for (const [run, beta] of [
      [main, 1],
      [rival, 4],
    ] as const) {
      const alone = new Trainer(BLOBS, { ...SMALL, beta });
      const expected: number[] = [];
      for (let step = 1; step <= run.step; step++)
        expected.push((await read(alone.train({ ...SMALL, beta })))[0] as number);
      alone.dispose();
      expect(run.totals).toHaveLength(expected.length);
      for (const [i, total] of run.totals.entries()) expect(total / (expected[i] as number)).toBeCloseTo(1, 4);
    }
  });

  it("take single steps together", async () => {
    main = await Run.start();
    rival = await Run.start({ model: "ae" }, main);
    for (let step = 1; step <= 3; step++) {
      main.session.stepOnce();
      await until(() => rival.step === step);
      await Promise.all([main.settled(), rival.settled()]);
      expect([main.step, rival.step]).toEqual([step, step]);
    }
  });

  it("keep to the speed of the one that leads", async () => {
    main = await Run.start();
    rival = await Run.start({}, main);
    main.session.setSpeed(50);
    const start = performance.now();
    main.session.play();
    await until(() => rival.step > 5);
    expect(rival.step).toBeLessThanOrEqual(main.step);
    expect(main.step).toBeLessThanOrEqual((50 * (performance.now() - start)) / 1000 + 2);
  });

  it("wait for a late one to catch up, which says how far behind it is", async () => {
    main = await Run.start();
    rival = main;
    main.session.play();
    await until(() => main.step >= 300);
    const from = main.step;
    rival = await Run.start({ beta: 4 }, main);
    const started = main.step;
    await until(() => rival.step >= 100);
    expect(main.step - started, "no more than what was under way").toBeLessThanOrEqual(3 * group);
    await until(() => main.step > started + 4 * group);
    expect(rival.frames[0]?.behind).toBeGreaterThan(from / 2);
    await until(() => (rival.frames.at(-1)?.behind ?? group + 1) <= group);
    expect(main.frames.every(({ behind }) => behind === undefined)).toBe(true);
  });

  it("wait for the main one, where the rival goes on from a later checkpoint", async () => {
    main = await Run.start();
    rival = main;
    for (let step = 1; step <= 9; step++) main.session.stepOnce();
    await until(() => main.step === 9);
    const later = await main.session.trainer.checkpoint();
    await main.close();

    main = await Run.start();
    rival = await Run.start({}, main, later);
    for (let step = 1; step <= 10; step++) {
      main.session.stepOnce();
      await until(() => main.step === step && rival.step >= step);
      expect(rival.step).toBe(Math.max(9, step));
    }
  });

  it("catch up while they are paused, too, and stop there", async () => {
    main = await Run.start();
    rival = main;
    for (let step = 1; step <= 5; step++) main.session.stepOnce();
    await until(() => main.step === 5);
    rival = await Run.start({}, main);
    await until(() => rival.step >= 5);
    await rival.settled();
    for (let i = 0; i < 50; i++) await breathe();
    expect([main.step, rival.step]).toEqual([5, 5]);
  });

  it("go on alone when the rival is closed, or has blown up", async () => {
    main = await Run.start();
    rival = await Run.start({}, main);
    main.session.play();
    await until(() => rival.step >= 10);
    await rival.close();
    const { step } = rival;
    await until(() => main.step >= step + 50);
    expect(rival.step).toBe(step);

    rival = await Run.start({ learningRate: 1000 }, main);
    await rival.ended;
    expect(rival.diverged).toHaveLength(1);
    const now = main.step;
    await until(() => main.step >= now + 50);
  });

  it("give back what the rival held", async () => {
    main = await Run.start();
    await main.settled();
    const before = memory().numTensors;
    rival = await Run.start({}, main);
    await rival.settled();
    await rival.close();
    expect(memory().numTensors).toBe(before);
  });
});
