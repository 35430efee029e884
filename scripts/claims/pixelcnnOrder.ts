import { sampleIncrementally } from "../../src/engine/priors/incrementalSampler";
import { sampleNaively } from "../../src/engine/priors/naiveSampler";
import type { SamplingOptions } from "../../src/engine/priors/sampling";
import { key, Stream } from "../../src/engine/random";
import type { Claim } from "./claim";
import { CODE_PRIOR, codes, trainPrior } from "./discrete";

const STEPS = 60;
const SAMPLES = 4;
const CLOSE = 1e-5;

export const pixelcnnOrder: Claim = {
  id: "pixelcnn-order",
  statement: "row by row, left to right: each number is drawn given those before it",
  async run() {
    const { trainer } = await trainPrior(await codes(), CODE_PRIOR, STEPS);
    const options: SamplingOptions = { labels: new Array<number>(SAMPLES).fill(0), key: key(Stream.probe) };
    const [naive, incremental] = [
      sampleNaively(trainer.prior, options),
      await sampleIncrementally(trainer.prior, options),
    ];
    let worst = 0;
    while (naive.done < naive.draws) {
      for (const sampling of [naive, incremental]) await sampling.advance(sampling.done + 1);
      const [whole, cached] = [await naive.logits(), await incremental.logits()];
      worst = whole.reduce((most, logit, i) => Math.max(most, Math.abs(logit - (cached[i] as number))), worst);
    }
    const [slow, quick] = [await naive.values(), await incremental.values()];
    const same = slow.every((value, i) => value === quick[i]);
    return {
      measured: `${SAMPLES} grids of ${naive.draws} codes: logits of the sampler that keeps what its layers have seen differ from the whole network's by at most ${worst.toExponential(1)}; the samples are ${same ? "the same" : "others"}`,
      should: `at most ${CLOSE} at every place, and the same samples`,
      holds: worst <= CLOSE && same,
    };
  },
};
