import { sliceSamples } from "../../src/engine/data/samples";
import { type LevelErrors, levelErrors } from "../../src/engine/metrics/levelErrors";
import type { Claim } from "./claim";
import { discreteOf, psnr } from "./discrete";
import { facesIn } from "./hierarchy";

const SAMPLES = 300;
const decibels = (mse: number) => `${psnr(mse).toFixed(1)} dB`;

export const vq2ThreeLevels: Claim = {
  id: "vq2-three-levels",
  statement: "three levels say high-resolution faces, each its part",
  async run() {
    const [two, three] = [await errorsOf(2), await errorsOf(3)];
    return {
      measured: `${SAMPLES} held-out faces of 64 × 64 pixels\n2 levels: ${said(two)}\n3 levels: ${said(three)}`,
      should: "worse with any of the three levels scrambled (two levels for comparison)",
      holds: three.levels.every(({ scrambled }) => scrambled > three.mse),
    };
  },
};

async function errorsOf(levels: 2 | 3): Promise<LevelErrors> {
  const trained = await facesIn(levels);
  const samples = sliceSamples(trained.trainer.dataset.heldOut, 0, SAMPLES);
  const errors = await levelErrors(discreteOf(trained), samples, { breathe: async () => true });
  if (!errors) throw new Error("nobody gives up");
  return errors;
}

const said = ({ mse, levels }: LevelErrors) =>
  `${decibels(mse)}; ${levels
    .map(
      ({ usage, alone, scrambled }) =>
        `${usage.bits} bits (alone ${decibels(alone)}, scrambled ${decibels(scrambled)})`,
    )
    .join(", ")}`;
