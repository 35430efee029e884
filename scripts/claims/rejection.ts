import { tensor1d, tidy } from "@tensorflow/tfjs-core";
import { judge, trainJudges } from "../../src/engine/judges/judges";
import { THRESHOLDS } from "../../src/engine/judges/rejection";
import { sampleIncrementally } from "../../src/engine/priors/incrementalSampler";
import { key, Stream } from "../../src/engine/random";
import { toBytes } from "../../src/engine/training/bytes";
import { read } from "../../src/engine/training/evaluate";
import type { Claim } from "./claim";
import { digits } from "./data";
import { CODE_PRIOR, CODE_PRIOR_STEPS, codes, discreteOf, trainPrior, VQ, VQ_STEPS } from "./discrete";
import { train } from "./train";

const SAMPLES = 1_280;
const SHOWN = [0, 0.5, 0.9, 0.95];
const pace = { breathe: async () => true };

/** On samples of a prior over codes that is told the class, each asked for a label. */
export const rejection: Claim = {
  id: "vq2-rejection",
  statement: "keeping only samples that a classifier recognises as their label makes them better",
  async run() {
    const dataset = await digits();
    const model = discreteOf(await train(VQ, VQ_STEPS));
    const told = { ...CODE_PRIOR, conditioning: "class" } as const;
    const { prior } = (await trainPrior(await codes(), told, CODE_PRIOR_STEPS)).trainer;
    const labels = Uint16Array.from({ length: SAMPLES }, (_, i) => i % dataset.classes);
    const sampling = await sampleIncrementally(prior, { labels: [...labels], key: key(Stream.analysis) });
    await sampling.advance();
    const drawn = tensor1d(await sampling.values(), "int32");
    const pixels = toBytes(await read(tidy(() => model.decode(model.lookup(drawn)))));
    const judges = await trainJudges(dataset, "none", pace);
    const { width, height, channels } = dataset.train;
    const images = { width, height, channels, count: SAMPLES, pixels };
    const judged = judges && (await judge(judges, images, labels, pace));
    if (!judged) throw new Error("nobody gives up");
    const at = (threshold: number) => {
      const t = THRESHOLDS.indexOf(threshold);
      const [accepted, recognised, frechet] = [judged.accepted, judged.recognised, judged.frechet].map(
        (of) => of[t] as number,
      );
      return { rate: (accepted as number) / SAMPLES, recognised: recognised as number, frechet: frechet as number };
    };
    const rows = SHOWN.map((threshold) => ({ threshold, ...at(threshold) }));
    const [all, half, strict] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]];
    const lines = rows.map(
      ({ threshold, rate, recognised, frechet }) =>
        `τ = ${threshold}: ${percent(rate)} kept, ${percent(recognised)} of them recognised, Fréchet distance ${frechet.toFixed(1)}`,
    );
    return {
      measured: `${lines.join("\n")}\nheld-out images: ${percent(judges.accuracy.judge)} recognised, ${judged.real.toFixed(1)}`,
      should:
        "a second classifier recognises more, and its features come nearer to real ones, from τ = 0 to 0.5 to 0.9",
      holds:
        all.recognised < half.recognised &&
        half.recognised < strict.recognised &&
        all.frechet > half.frechet &&
        half.frechet > strict.frechet,
    };
  },
};

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
