import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { slice } from "../data/dataset";
import { backendBytes, NODE_BACKENDS, startBackend } from "../testing/backend";
import { BLOBS, SMALL } from "../testing/fixtures";
import { GPU_BACKENDS, GPU_IS_SOFTWARE } from "../testing/gpu";
import { annealed } from "./baseTrainer";
import { buffers } from "./checkpoint";
import { read } from "./evaluate";
import { Trainer } from "./trainer";

const ONE_BATCH = { ...BLOBS, train: slice(BLOBS.train, 0, 8) };

/** Every row of losses of so many steps. */
async function train(trainer: Trainer, steps: number, knobs = trainer.experiment): Promise<number[][]> {
  const rows: number[][] = [];
  for (let i = 0; i < steps; i++) rows.push([...(await read(trainer.train(knobs)))]);
  return rows;
}

async function losses(steps: number, experiment = SMALL): Promise<number[][]> {
  const trainer = new Trainer(BLOBS, experiment);
  const rows = await train(trainer, steps);
  trainer.dispose();
  return rows;
}

describe("the knobs of a step", () => {
  it("let the KL term grow to β while it warms up", () => {
    const knobs = { ...SMALL, beta: 4, warmUp: 200 };
    const at = (step: number, warmUp = 200) => annealed({ ...knobs, warmUp }, step).beta;
    expect([0, 1, 50, 199, 200, 5000].map((step) => at(step))).toEqual([0, 0.02, 1, 3.98, 4, 4]);
    expect(at(1, 0)).toBe(4);
    expect(at(0, 0)).toBe(4);
    expect(annealed(knobs, 10)).not.toHaveProperty("warmUp");
  });
});

describe.each([...NODE_BACKENDS, ...GPU_BACKENDS])("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("repeats a run exactly from its seed", async () => {
    expect(await losses(40)).toEqual(await losses(40));
  });

  it("warms the KL term up, also where steps are replayed, and turns free bits while it learns", async () => {
    const knobs = { ...SMALL, model: "vae", beta: 4, warmUp: 8, freeBits: 0.5 } as const;
    const trainer = new Trainer(BLOBS, knobs);
    await trainer.prepare();
    const rows = [...(await trainer.take(knobs, 4)), ...(await trainer.take({ ...knobs, freeBits: 1 }, 8))];
    trainer.dispose();
    for (let step = 1; step <= 12; step++) {
      const [total, reconstruction, kl, free] = rows.slice(4 * (step - 1)) as [number, number, number, number];
      const beta = step < 8 ? step / 2 : 4;
      expect((total - reconstruction) / (kl + free)).toBeCloseTo(beta, 2);
      // Two dimensions that say little: together they cost what is free, λ each.
      expect(kl + free).toBeCloseTo(step <= 4 ? 1 : 2, 3);
    }
  });

  it("makes another run of another seed", async () => {
    const [first] = await losses(1);
    const [other] = await losses(1, { ...SMALL, seed: SMALL.seed + 1 });
    expect(other).not.toEqual(first);
  });

  it("goes on from a checkpoint, in the middle of an epoch, exactly as if it had never stopped", async () => {
    const trainer = new Trainer(BLOBS, SMALL);
    await train(trainer, 40);
    const checkpoint = await trainer.checkpoint();
    const expected = await train(trainer, 20);
    if (!checkpoint) throw new Error("no checkpoint");
    const resumed = new Trainer(BLOBS, SMALL);
    resumed.restore(checkpoint);
    expect(await train(resumed, 20)).toEqual(expected);
    for (const each of [trainer, resumed]) each.dispose();
  });

  it("trains on as before after a checkpoint has been handed to another thread", async () => {
    const trainer = new Trainer(BLOBS, SMALL);
    await train(trainer, 10);
    const checkpoint = await trainer.checkpoint();
    if (checkpoint) structuredClone(checkpoint, { transfer: buffers(checkpoint) });
    expect(await train(trainer, 3)).toEqual((await losses(13)).slice(10));
    trainer.dispose();
  });

  it("makes no checkpoint of numbers that are not finite", async () => {
    const trainer = new Trainer(BLOBS, SMALL);
    await train(trainer, 5, { ...SMALL, learningRate: 1000 });
    expect(await trainer.checkpoint()).toBeUndefined();
    trainer.dispose();
  });

  it("learns nothing at a learning rate of 0", async () => {
    const trainer = new Trainer(ONE_BATCH, { ...SMALL, model: "ae", learningRate: 0 });
    const [first, second] = await train(trainer, 2);
    expect(second?.[0]).toBeCloseTo(first?.[0] as number, 6);
    trainer.dispose();
  });

  it.each(["ae", "dae", "vae"] as const)("learns of fewer images than a batch: %s", async (model) => {
    const trainer = new Trainer({ ...BLOBS, train: slice(BLOBS.train, 0, 3) }, { ...SMALL, model, batch: 8 });
    await trainer.prepare();
    expect([...(await trainer.take(trainer.experiment, 2))].every(Number.isFinite)).toBe(true);
    trainer.dispose();
  });

  it.each(["ae", "vae"] as const)("leaves no tensor of a closed %s behind", async (model) => {
    const before = memory().numTensors;
    await losses(3, { ...SMALL, model, depth: 2 });
    expect(memory().numTensors).toBe(before);
  });
});

describe.each(NODE_BACKENDS)("on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  it("learns one batch by heart", async () => {
    const trainer = new Trainer(ONE_BATCH, { ...SMALL, model: "ae", latent: 8, hidden: 32, learningRate: 0.01 });
    const rows = await train(trainer, 400);
    expect(rows.at(-1)?.[0]).toBeLessThan(0.01 * (rows[0]?.[0] as number));
    trainer.dispose();
  });
});

/** Steps of a long run, as far as a slow GPU takes it. */
const MANY = GPU_IS_SOFTWARE ? 80 : 200;

/** Steps that are recorded once and replayed from then on. */
describe.each(GPU_BACKENDS)("replayed on %s", (backend) => {
  beforeAll(() => startBackend(backend));

  async function prepared(experiment = SMALL): Promise<Trainer> {
    const trainer = new Trainer(BLOBS, experiment);
    await trainer.prepare();
    return trainer;
  }

  it.each(["ae", "vae"] as const)(
    "gives the very losses of steps issued one by one, over many steps of the %s",
    async (model) => {
      const experiment = { ...SMALL, model };
      const trainer = await prepared(experiment);
      const rows: number[] = [];
      while (trainer.step < MANY) rows.push(...(await trainer.take(experiment, 40)));
      expect(rows).toEqual((await losses(MANY, experiment)).flat());
      trainer.dispose();
    },
  );

  it("follows the live knobs", async () => {
    const [replayed, issued] = [await prepared(), new Trainer(BLOBS, SMALL)];
    for (const knobs of [SMALL, { ...SMALL, beta: 8 }, { ...SMALL, learningRate: 0.05 }]) {
      const rows = [...(await replayed.take(knobs, 5))];
      expect(rows).toEqual((await train(issued, 5, knobs)).flat());
    }
    for (const each of [replayed, issued]) each.dispose();
  });

  it("leaves checkpoints that go on as if it had never stopped", async () => {
    const trainer = await prepared();
    await trainer.take(SMALL, 30);
    const checkpoint = await trainer.checkpoint();
    const expected = await trainer.take(SMALL, 10);
    expect((await trainer.checkpoint())?.values[0], "read anew").not.toEqual(checkpoint?.values[0]);
    if (!checkpoint) throw new Error("no checkpoint");
    const resumed = new Trainer(BLOBS, SMALL);
    resumed.restore(checkpoint);
    await resumed.prepare();
    expect(await resumed.take(SMALL, 10)).toEqual(expected);
    for (const each of [trainer, resumed]) each.dispose();
  });

  it("goes back to a checkpoint while its step is recorded", async () => {
    const trainer = await prepared();
    await trainer.take(SMALL, 10);
    const checkpoint = await trainer.checkpoint();
    const expected = await trainer.take(SMALL, 10);
    if (!checkpoint) throw new Error("no checkpoint");
    trainer.restore(checkpoint);
    expect((await trainer.checkpoint())?.values).toEqual(checkpoint.values);
    expect(await trainer.take(SMALL, 10)).toEqual(expected);
    trainer.dispose();
  });

  it("takes no more memory as it goes on, and none when it is closed", async () => {
    const before = memory();
    const trainer = await prepared();
    await trainer.take(SMALL, 20);
    const warm = memory();
    while (trainer.step < 5 * MANY) await trainer.take(SMALL, 20);
    expect(memory()).toEqual(warm);
    trainer.dispose();
    expect(memory().numTensors).toBe(before.numTensors);
  });
});

describe("memory", () => {
  it.each([
    { backend: "cpu", steps: 500 },
    { backend: "wasm", steps: 5_000 },
  ] as const)("stays as it is over $steps steps on $backend", { timeout: 180_000 }, async ({ backend, steps }) => {
    await startBackend(backend);
    // A batch of 64 makes even one forgotten tensor a step outgrow the backend's memory.
    const trainer = new Trainer(BLOBS, { ...SMALL, hidden: 8, batch: 64 });
    await train(trainer, 50);
    const { numTensors, numDataBuffers, numBytes } = memory();
    const bytes = backendBytes();
    await train(trainer, steps);
    expect(memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
    expect(backendBytes()).toBe(bytes);
    trainer.dispose();
  });
});
