import type { Experiment } from "../../src/engine/experiment";
import { type NoiseEffect, noiseEffect } from "../../src/engine/metrics/noiseEffect";
import { key, Stream } from "../../src/engine/random";
import { spoil } from "../../src/engine/training/feed";
import { digits } from "./data";
import { train } from "./train";

export type Noise = Pick<Experiment, "corruption" | "strength">;

/** Every noise on the input, as strong as a person would choose it to make digits hard to read. */
export const NOISES: readonly Noise[] = [
  { corruption: "gaussian", strength: 0.5 },
  { corruption: "masking", strength: 0.5 },
  { corruption: "saltAndPepper", strength: 0.3 },
  { corruption: "dropout", strength: 0.5 },
];

export const LATENT = 16;
export const STEPS = 1_500;

/** What a plain autoencoder and one that has learned with this noise make of it: the same seed, steps and noisy images. */
export async function bothUnder(noise: Noise): Promise<{ ae: NoiseEffect; dae: NoiseEffect }> {
  const { heldOut } = await digits();
  const under = async (model: "ae" | "dae") => {
    const { trainer } = await train({ model, latent: LATENT, ...(model === "dae" && noise) }, STEPS);
    const effect = await noiseEffect(
      trainer.model,
      heldOut,
      heldOut.count,
      (x, numbers) =>
        spoil(x, { model: "dae", ...noise }, noise.strength, key(Stream.corruption, numbers[0] as number)),
      { breathe: async () => true },
    );
    if (!effect) throw new Error("the measurement was given up");
    return effect;
  };
  return { ae: await under("ae"), dae: await under("dae") };
}
