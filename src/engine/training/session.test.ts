import { backend, memory, type Tensor, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { gather } from "../data/batches";
import { slice } from "../data/dataset";
import { withoutClass } from "../data/withoutClass";
import type { Experiment } from "../experiment";
import { meanSquaredError } from "../nn/losses";
import { key, normals, Stream } from "../random";
import { NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, relativeError, SMALL } from "../testing/fixtures";
import { total } from "./baseTrainer";
import type { Checkpoint } from "./checkpoint";
import { read } from "./evaluate";
import type { Frame } from "./frame";
import { Session, type SessionOptions } from "./session";
import { Trainer } from "./trainer";

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await breathe();
}

/** Makes every answer of the backend come late, like a GPU's. */
function slowReads(ms: number): void {
  if (ms === 0) return;
  const device = backend();
  const read = device.read.bind(device);
  vi.spyOn(device, "read").mockImplementation(async (id) => {
    const values = await read(id);
    await new Promise((resolve) => setTimeout(resolve, ms));
    return values;
  });
}

const DEVICES = [
  { device: "prompt", stepsInFlight: 0, readMs: 0 },
  { device: "late", stepsInFlight: 3, readMs: 5 },
];

/** A session on a page that paints every frame while `paints`, and remembers all it is told. */
class Page {
  readonly frames: Frame[] = [];
  readonly checkpoints: Checkpoint[] = [];
  readonly diverged: number[] = [];
  readonly session: Session;
  readonly ended: Promise<void>;
  paints = true;

  constructor(experiment: Partial<Experiment> = {}, options: Partial<SessionOptions> = {}) {
    this.session = new Session({
      dataset: BLOBS,
      experiment: { ...SMALL, ...experiment },
      breathe,
      stepsInFlight: 0,
      events: {
        frame: (frame) => {
          this.frames.push(frame);
          if (this.paints) setImmediate(() => this.session.painted());
        },
        checkpoint: (checkpoint) => this.checkpoints.push(checkpoint),
        diverged: (step) => this.diverged.push(step),
      },
      ...options,
    });
    this.ended = this.session.run();
  }

  get step(): number {
    return this.session.trainer.step;
  }

  /** Every row of losses that has arrived: [total, reconstruction, kl]. */
  get rows(): [number, number, number][] {
    return this.frames.flatMap(({ losses, terms }) =>
      Array.from({ length: losses.length / (terms.length + 1) }, (_, row) => {
        const [total = Number.NaN, reconstruction = Number.NaN, kl = Number.NaN] = losses.subarray(3 * row);
        return [total, reconstruction, kl] as [number, number, number];
      }),
    );
  }

  get evaluation(): Frame["evaluation"] {
    return this.frames.findLast(({ evaluation }) => evaluation)?.evaluation;
  }

  /** Resolves once the page is paused and knows all there is to know. */
  async settled(): Promise<void> {
    await until(() => this.frames.at(-1)?.step === this.step && this.evaluation?.step === this.step);
  }

  async takeStep(): Promise<void> {
    const before = this.step;
    this.session.stepOnce();
    await until(() => this.step > before);
    await this.settled();
  }

  async close(): Promise<void> {
    this.session.close();
    await this.ended;
  }
}

describe.each(NODE_BACKENDS)("on %s", (id) => {
  let page: Page;

  beforeAll(() => startBackend(id));
  afterEach(async () => {
    await page.close();
    vi.restoreAllMocks();
  });

  it("evaluates the model it is given before the first step", async () => {
    page = new Page();
    await page.settled();
    expect(page.frames).toHaveLength(1);
    expect(page.frames[0]).toMatchObject({ step: 0, firstStep: 1, terms: ["reconstruction", "kl"], weights: [1, 1] });
    expect(page.frames[0]?.losses).toHaveLength(0);
    expect(page.frames[0]?.strip).toHaveLength(16 * 64);
    expect(page.frames[0]?.evaluation).toMatchObject({ step: 0, count: 320 });
  });

  it("evaluates the model anew after a pause", async () => {
    page = new Page();
    page.session.play();
    await until(() => page.step >= 10);
    page.session.pause();
    await page.settled();
    expect(page.evaluation?.step).toBe(page.step);
    expect(page.frames.at(-1)?.examplesPerSecond).toBe(0);
  });

  it("goes back to a checkpoint and shows what was, then learns from there what it learned before", async () => {
    page = new Page();
    for (let step = 0; step < 4; step++) await page.takeStep();
    const then = page.checkpoints.find(({ step }) => step === 2);
    const [rows, evaluations] = [page.rows, page.frames.flatMap(({ evaluation }) => evaluation ?? [])];
    if (!then) throw new Error("no checkpoint of step 2");
    await page.session.travel(then);
    expect(page.step).toBe(2);
    await page.settled();
    expect(page.evaluation?.losses).toEqual(evaluations.find(({ step }) => step === 2)?.losses);
    expect(page.rows, "nothing is measured twice").toEqual(rows);
    await page.takeStep();
    expect(page.rows.at(-1)).toEqual(rows[2]);
  });

  it("keeps many checkpoints of the first steps", async () => {
    page = new Page();
    page.session.play();
    await until(() => page.step >= 60);
    const steps = page.checkpoints.map(({ step }) => step);
    expect(steps.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(steps.filter((step) => step > 10).length).toBeGreaterThan(3);
  });

  it("keeps no checkpoint of weights that a step has ruined, though that step's own loss was fine", async () => {
    page = new Page({ learningRate: 1000 });
    page.session.play();
    await page.ended;
    expect(page.diverged).toHaveLength(1);
    expect(page.checkpoints.map(({ step }) => step)).toEqual([0]);
  });

  it("starts from what another model has learned, where a layer has that name and shape", async () => {
    page = new Page({ model: "ae" });
    await page.takeStep();
    const learned = await page.session.trainer.weights();
    const heir = new Trainer(BLOBS, { ...SMALL, model: "vae" });
    expect(heir.adopt(learned)).toBe(page.session.trainer.model.parameters.count);
    const inherited = await heir.weights();
    for (const name of Object.keys(learned)) expect(inherited[name]).toEqual(learned[name]);
    const wider = new Trainer(BLOBS, { ...SMALL, model: "vae", latent: 3 });
    expect(wider.adopt(learned), "only the layers that do not know the latent size").toBe(
      64 * 16 + 16 + 16 + 16 * 64 + 64,
    );
    for (const trainer of [heir, wider]) trainer.dispose();
  });

  it("holds still while somebody looks at its weights, and goes on when both who do are done", async () => {
    page = new Page();
    page.session.play();
    await until(() => page.step >= 5);
    const look = (breaths: number) =>
      page.session.hold(async (breathe) => {
        const before = page.step;
        for (let i = 0; i < breaths; i++) if (!(await breathe())) return Number.NaN;
        return page.step - before;
      });
    expect(await Promise.all([look(10), look(40)])).toEqual([0, 0]);
    const after = page.step;
    await until(() => page.step >= after + 5);
    const broken = page.session.hold(() => Promise.reject(new Error("broken")));
    await expect(broken).rejects.toThrow("broken");
    const late = look(1e9);
    await page.close();
    expect(await late).toBeNaN();
  });

  it("evaluates every held-out image", async () => {
    page = new Page({ latent: 3, beta: 4 });
    await page.takeStep();
    const { model } = page.session.trainer;
    const { count } = BLOBS.heldOut;
    // The noise is drawn anew for every 250 images.
    const noise = [0, 250].flatMap((start) => [
      ...normals(key(Stream.epsilon, start), Math.min(250, count - start) * 3),
    ]);
    const direct = tidy(() => {
      const x = tensor2d(gather(BLOBS.heldOut, [...Array(count).keys()]), [count, 64]);
      const eps = tensor2d(noise, [count, 3]);
      const { terms } = model.pass({ x, xTilde: x, eps, direction: 0 }, { ...SMALL, beta: 4 });
      const posterior = model.encode(x);
      const mse = meanSquaredError(x, model.decode(model.sample(posterior, eps)));
      return [total(terms), ...Object.values(terms).map(({ value }) => value), mse, posterior.mu, posterior.logVar];
    });
    const [sum, reconstruction, kl, mse, mu, logVar] = await Promise.all(
      direct.map((tensor) => read(tensor as Tensor)),
    );
    const { losses, latents, ...evaluation } = page.evaluation as NonNullable<Frame["evaluation"]>;
    expect(relativeError(losses, [sum, reconstruction, kl].map(Number))).toBeLessThan(1e-5);
    expect(relativeError([evaluation.mse ?? Number.NaN], [Number(mse)])).toBeLessThan(1e-5);
    expect(latents).toEqual({ dimensions: 3, mu, logVar });
  });

  it("learns of colours what it learns of as wide a grey image", async () => {
    const wide = { ...BLOBS.train, count: 60, width: 24 };
    const rows: (typeof page.rows)[] = [];
    const strips: Frame["strip"][] = [];
    for (const images of [wide, { ...wide, width: 8, channels: 3 as const }]) {
      page = new Page({}, { dataset: { id: "own", train: images, heldOut: slice(images, 40, 60), classes: 0 } });
      await page.takeStep();
      rows.push(page.rows);
      strips.push(page.frames.at(-1)?.strip);
      if (rows.length === 1) await page.close();
    }
    expect(rows[1]).toEqual(rows[0]);
    expect(strips[1]).toEqual(strips[0]);
    expect(strips[1]).toHaveLength(16 * 24 * 8);
  });

  it("learns nothing of a class that is left out, and is evaluated on it all the same", async () => {
    const labels = (count: number) => Uint16Array.from({ length: count }, (_, i) => i % 4);
    const { train, heldOut } = BLOBS;
    const all = {
      id: "own",
      train: { ...train, labels: labels(train.count) },
      heldOut: { ...heldOut, labels: labels(heldOut.count) },
      classes: 4,
    };
    const others = withoutClass(all, 3);
    const rows: (typeof page.rows)[] = [];
    for (const [dataset, without] of [
      [all, 3],
      [others, "none"],
      [all, "none"],
    ] as const) {
      page = new Page({ without }, { dataset });
      for (let i = 0; i < 3; i++) await page.takeStep();
      rows.push(page.rows);
      expect(page.evaluation?.count).toBe(320);
      expect(page.session.info.labels).toEqual(all.heldOut.labels);
      await page.close();
    }
    expect(rows[0]).toEqual(rows[1]);
    expect(rows[0]).not.toEqual(rows[2]);
    expect(() => new Trainer(all, { ...SMALL, without: 4 })).toThrow("left-out");
  });

  it("says what it is in arrays of their own: a part of a large one would be sent with all of it", () => {
    page = new Page();
    const { strip, labels } = page.session.info;
    expect(strip.byteLength).toBe(strip.buffer.byteLength);
    expect(labels?.byteLength).toBe(labels?.buffer.byteLength);
  });

  it("sends the next frame only when the last one is painted", async () => {
    page = new Page();
    page.paints = false;
    page.session.play();
    await until(() => page.step >= 60);
    expect(page.frames).toHaveLength(1);
    page.session.painted();
    await until(() => page.frames.length > 1);
    const { step } = page;
    await until(() => page.step >= step + 30);
    expect(page.frames).toHaveLength(2);
  });

  it.each(DEVICES)("loses and doubles no row of losses of a $device device", async ({ stepsInFlight, readMs }) => {
    slowReads(readMs);
    page = new Page({}, { stepsInFlight });
    page.session.play();
    await until(() => page.step >= 20);
    page.paints = false;
    await until(() => page.step >= 80);
    page.paints = true;
    page.session.painted();
    await until(() => page.frames.length >= 4);
    page.session.pause();
    await page.settled();
    await page.takeStep();

    let next = 1;
    for (const { firstStep, losses, step } of page.frames) {
      expect(firstStep).toBe(next);
      next += losses.length / 3; // total, reconstruction, KL
      expect(step).toBe(next - 1);
    }
    const alone = new Trainer(BLOBS, SMALL);
    const expected: number[][] = [];
    for (let step = 1; step <= page.step; step++) expected.push([...(await read(alone.train(SMALL)))]);
    alone.dispose();
    expect(page.rows).toEqual(expected);
  });

  it("gives its memory back when a step throws, and passes the error on", async () => {
    const before = memory().numTensors;
    page = new Page();
    const held = memory().numTensors - before;
    expect(held).toBeGreaterThan(0);
    vi.spyOn(page.session.trainer, "take").mockRejectedValue(new Error("full"));
    const error = page.ended.catch((reason: unknown) => reason);
    page.session.play();
    expect(String(await error)).toContain("full");
    expect(memory().numTensors).toBe(before);
    page = new Page(); // one that can be closed
  });

  it("pauses within one step", async () => {
    page = new Page();
    page.session.play();
    await until(() => page.step >= 10);
    const { step } = page;
    page.session.pause();
    await page.settled();
    expect(page.step - step).toBeLessThanOrEqual(1);
  });

  it("takes exactly one step when asked for one", async () => {
    page = new Page();
    await page.takeStep();
    expect(page.step).toBe(1);
    await page.takeStep();
    expect(page.step).toBe(2);
  });

  it("takes no more steps than its speed allows", async () => {
    page = new Page();
    page.session.setSpeed(50);
    const start = performance.now();
    page.session.play();
    await until(() => performance.now() - start > 600);
    expect(page.step).toBeGreaterThan(5);
    expect(page.step).toBeLessThanOrEqual((50 * (performance.now() - start)) / 1000 + 2);
  });

  it("speeds up at once, and takes a single step without waiting for its turn", async () => {
    page = new Page();
    page.session.setSpeed(0.001);
    page.session.play();
    await until(() => page.step === 1);
    page.session.setSpeed(Number.POSITIVE_INFINITY);
    await until(() => page.step > 5);
    page.session.pause();
    page.session.setSpeed(0.001);
    await page.takeStep();
    await page.takeStep();
  });

  it.each(DEVICES)("lets the weights of a $device device stand still while they are looked at", async (device) => {
    slowReads(device.readMs);
    page = new Page({}, { stepsInFlight: device.stepsInFlight });
    page.session.play();
    await until(() => page.step >= 5);
    const look = async () => {
      const { step } = page;
      const weights = page.session.trainer.model.parameters.variables[0] ?? expect.unreachable();
      const before = Float32Array.from(await weights.data());
      for (let i = 0; i < 20; i++) await breathe();
      expect(Float32Array.from(await weights.data())).toEqual(before);
      expect(page.step).toBe(step);
      return step;
    };
    const first = page.session.hold(look);
    await breathe();
    const [step, again] = await Promise.all([first, page.session.hold(look)]);
    expect(again).toBe(step);
    await expect(page.session.hold(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await until(() => page.step > step + 3);
  });

  it("has no single steps while it plays", async () => {
    page = new Page();
    page.session.setSpeed(0.001);
    page.session.play();
    await until(() => page.step === 1);
    page.session.stepOnce();
    for (let i = 0; i < 50; i++) await breathe();
    expect(page.step).toBe(1);
  });

  it("uses new knobs from the next step on, and says so", async () => {
    page = new Page();
    await page.takeStep();
    page.session.setKnobs({ ...SMALL, beta: 4 });
    await page.takeStep();
    const [before, after] = page.rows.map(([total, reconstruction, kl]) => (total - reconstruction) / kl);
    expect(before).toBeCloseTo(1, 3);
    expect(after).toBeCloseTo(4, 3);
    expect(page.frames.at(-1)).toMatchObject({ weights: [1, 4], knobs: { beta: 4 } });
  });

  it("says what the KL term counted when it was evaluated, also while it warms up", async () => {
    page = new Page({ beta: 4, warmUp: 8 });
    for (let step = 0; step <= 9; step++) {
      await page.settled();
      const { weights } = page.frames.findLast(({ evaluation }) => evaluation) ?? expect.unreachable();
      const [total = 0, reconstruction = 0, kl = 0] = page.evaluation?.losses ?? [];
      expect(weights).toEqual([1, Math.min(4, step / 2)]);
      expect(total).toBeCloseTo(reconstruction + (weights[1] as number) * kl, 3);
      await page.takeStep();
    }
  });

  it("evaluates anew when a knob is turned while it is paused", async () => {
    page = new Page();
    await page.settled();
    page.session.setKnobs({ ...SMALL, beta: 4 });
    await until(() => page.frames.length > 1);
    const [total, reconstruction, kl] = page.evaluation?.losses ?? [];
    expect(total).toBeCloseTo(Number(reconstruction) + 4 * Number(kl), 3);
  });

  it("goes on from a checkpoint", async () => {
    page = new Page();
    for (let i = 0; i < 3; i++) await page.takeStep();
    const checkpoint = page.checkpoints.at(-1) as Checkpoint;
    await page.takeStep();
    const { rows } = page;
    await page.close();

    page = new Page({}, { checkpoint });
    await page.takeStep();
    expect(page.frames.find(({ losses }) => losses.length > 0)).toMatchObject({ step: 4, firstStep: 4 });
    expect(page.rows).toEqual(rows.slice(3));
  });

  it.each(DEVICES)(
    "stops when the loss of a $device device is no longer a number",
    async ({ stepsInFlight, readMs }) => {
      slowReads(readMs);
      page = new Page({ learningRate: 1000 }, { stepsInFlight });
      await page.settled();
      page.session.play();
      await page.ended;
      expect(page.diverged).toHaveLength(1);
      expect(page.step - (page.diverged[0] as number)).toBeLessThanOrEqual(stepsInFlight);
      expect(page.rows.flat().every(Number.isFinite)).toBe(true);
      expect(page.checkpoints.length).toBeGreaterThan(0);
      expect(page.checkpoints.every(({ values }) => values.every((value) => value.every(Number.isFinite)))).toBe(true);
    },
  );

  it.each(["playing", "paused", "evaluating"])("frees every tensor when it is closed while %s", async (state) => {
    const before = memory().numTensors;
    slowReads(5);
    page = new Page({}, { stepsInFlight: 3 });
    if (state !== "evaluating") await page.settled();
    if (state === "playing") {
      page.session.play();
      await until(() => page.step >= 10);
    }
    await page.close();
    const { step } = page;
    await breathe();
    expect(page.step).toBe(step);
    expect(memory().numTensors).toBe(before);
  });
});
