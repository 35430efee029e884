import { beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_EXPERIMENT } from "../experiment";
import { key, normals, Stream } from "../random";
import { startBackend } from "../testing/backend";
import { relativeError } from "../testing/fixtures";
import { encodeSome } from "./encode";
import { evaluate } from "./evaluate";
import { rebuild, rebuildScores } from "./rebuild";
import { Trainer } from "./trainer";

const rest = async () => true;
const pixels = normals(key(1, Stream.data), 130 * 16).map((value) => 90 + 60 * Math.tanh(value));
const images = { count: 130, width: 4, height: 4, channels: 1 as const, pixels: Uint8Array.from(pixels) };
const all = Uint32Array.from({ length: 130 }, (_, i) => i);

describe("how badly each sample is rebuilt", () => {
  beforeAll(() => startBackend("cpu"));

  it.each(["ae", "vae"] as const)("is in the mean what the whole set's error is: %s", async (model) => {
    const experiment = { ...DEFAULT_EXPERIMENT, model, hidden: 8, latent: 3, batch: 32 };
    const trainer = new Trainer({ id: "own", train: images, heldOut: images, classes: 0 }, experiment);
    const scores = await rebuildScores(trainer.model, images, all, "mse", rest);
    const xHat = await rebuild(trainer.model, images, all);
    const squares = Array.from(all, (i) =>
      xHat
        .subarray(16 * i, 16 * (i + 1))
        .reduce((sum, value, p) => sum + (value - (images.pixels[16 * i + p] as number) / 255) ** 2 / 16, 0),
    );
    expect(relativeError(scores ?? [], squares)).toBeLessThan(1e-5);

    const evaluation = await evaluate(trainer, images, { ...experiment, beta: 1 }, rest);
    const losses = await rebuildScores(trainer.model, images, all, "loss", rest);
    const meanLoss = [...(losses ?? [])].reduce((sum, loss) => sum + loss / 130, 0);
    // ε differs, so that a VAE's loss does a little.
    expect(meanLoss).toBeCloseTo(evaluation?.losses[0] ?? Number.NaN, model === "vae" ? 0 : 5);
    expect(new Set(losses).size).toBeGreaterThan(100);
    expect(await encodeSome(trainer.model, images, all, rest)).toEqual(evaluation?.latents?.mu);
    expect(await encodeSome(trainer.model, images, all, async () => false)).toBeUndefined();
    trainer.dispose();
  });
});
