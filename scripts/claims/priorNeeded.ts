import { reshape, type Tensor2D, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { NearestData } from "../../src/engine/metrics/nearestData";
import { sampleIncrementally } from "../../src/engine/priors/incrementalSampler";
import { bits, key, Stream } from "../../src/engine/random";
import type { Claim } from "./claim";
import { digits } from "./data";
import { CODE_PRIOR, CODE_PRIOR_STEPS, codes, discreteOf, trainPrior, VQ, VQ_STEPS } from "./discrete";
import { train } from "./train";

const SAMPLES = 200;
/** ≪: the learned prior says a cell in at most this share of the nats. */
const FAR_BELOW = 0.6;

export const priorNeeded: Claim = {
  id: "prior-needed",
  statement: "almost all grids of codes mean nothing: sampling needs a prior that has been learned",
  async run() {
    const model = discreteOf(await train(VQ, VQ_STEPS));
    const { trainer, nll } = await trainPrior(await codes(), CODE_PRIOR, CODE_PRIOR_STEPS);
    const cells = model.code.height * model.code.width;
    const near = new NearestData((await digits()).train);
    const look = async (values: ArrayLike<number>) => {
      const x = tidy(() =>
        reshape(model.decode(model.lookup(tensor1d(Int32Array.from(values), "int32"))), [SAMPLES, -1]),
      );
      return near.look(x as Tensor2D);
    };
    const stream = key(Stream.analysis);
    const uniform = await look(Int32Array.from({ length: SAMPLES * cells }, (_, i) => bits(stream, i) % VQ.codes));
    const sampling = await sampleIncrementally(trainer.prior, {
      labels: new Array<number>(SAMPLES).fill(0),
      key: key(Stream.probe),
    });
    await sampling.advance();
    const learned = await look(await sampling.values());
    const perCell = nll / cells;
    return {
      measured: `held out, the prior says a cell in ${perCell.toFixed(3)} nats, log K = ${Math.log(VQ.codes).toFixed(3)}; distance to the nearest of 2,000 digits: ${learned.distance.toFixed(2)} of its samples, ${uniform.distance.toFixed(2)} of uniform codes (${SAMPLES} each; recognised ${percent(learned.confidence)} and ${percent(uniform.confidence)})`,
      should: `at most ${FAR_BELOW} × log K, and samples nearer to digits than uniform codes`,
      holds: perCell <= FAR_BELOW * Math.log(VQ.codes) && learned.distance < uniform.distance,
    };
  },
};

const percent = (share = Number.NaN) => `${Math.round(100 * share)} %`;
