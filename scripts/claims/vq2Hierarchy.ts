import { sliceSamples } from "../../src/engine/data/samples";
import { levelErrors } from "../../src/engine/metrics/levelErrors";
import type { Claim } from "./claim";
import { discreteOf, psnr } from "./discrete";
import { hierarchy } from "./hierarchy";

const SAMPLES = 500;
const decibels = (mse: number) => `${psnr(mse).toFixed(1)} dB`;

export const vq2Hierarchy: Claim = {
  id: "vq2-hierarchy",
  statement: "the image needs both levels of a VQ-VAE-2",
  async run() {
    const trained = await hierarchy();
    const samples = sliceSamples(trained.trainer.dataset.heldOut, 0, SAMPLES);
    const errors = await levelErrors(discreteOf(trained), samples, { breathe: async () => true });
    const [top, bottom] = errors?.levels ?? [];
    if (!errors || !top || !bottom) throw new Error("there are no two levels");
    return {
      measured: `PSNR of ${SAMPLES} held-out digits: ${decibels(errors.mse)} with both levels; ${decibels(top.alone)} with the top alone, ${decibels(bottom.alone)} with the bottom alone; ${decibels(top.scrambled)} with the top scrambled, ${decibels(bottom.scrambled)} with the bottom scrambled; ${top.usage.bits} + ${bottom.usage.bits} bits`,
      should: "worse with either level left out or scrambled than with both",
      holds: [top.alone, top.scrambled, bottom.alone, bottom.scrambled].every((mse) => mse > errors.mse),
    };
  },
};
