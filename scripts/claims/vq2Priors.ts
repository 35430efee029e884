import type { CodeDataset } from "../../src/engine/data/codes";
import type { Experiment } from "../../src/engine/experiment";
import type { Claim } from "./claim";
import { trainPrior } from "./discrete";
import { codesOfLevel, facesIn, LEVEL_PRIOR, LEVEL_PRIOR_STEPS, withoutAbove } from "./hierarchy";

/** On faces, whose top grid of 8 × 8 is larger than what a prior of one layer sees without attention. */
export const vq2Priors: Claim = {
  id: "vq2-priors",
  statement: "the top prior has attention, and the bottom one is told the codes above",
  async run() {
    const faces = await facesIn(2);
    const [top, bottom] = [await codesOfLevel(faces, 0), await codesOfLevel(faces, 1)];
    const nll = async (data: CodeDataset, change: Partial<Experiment>) =>
      (await trainPrior(data, { ...LEVEL_PRIOR, ...change }, LEVEL_PRIOR_STEPS)).nll;
    const without = await nll(top, { stage: "prior", stack: "gated" });
    const attending = await nll(top, { stage: "prior", stack: "snail" });
    const alone = await nll(withoutAbove(bottom), { stage: "prior2" });
    const told = await nll(bottom, { stage: "prior2" });
    return {
      measured: `held out, top: ${attending.toFixed(2)} nats with attention, ${without.toFixed(2)} without; bottom: ${told.toFixed(2)} nats given the top, ${alone.toFixed(2)} without it`,
      should: "the top no dearer with attention than without, and the bottom cheaper given the top",
      holds: attending <= without && told < alone,
    };
  },
};
