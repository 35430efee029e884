import { tensor, tidy } from "@tensorflow/tfjs-core";
import { gatherSamples, sliceSamples } from "../../src/engine/data/samples";
import { DEFAULT_EXPERIMENT } from "../../src/engine/experiment";
import { type LikelihoodModel, variationalGap } from "../../src/engine/metrics/variationalGap";
import { read } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import type { Claim } from "./claim";
import { digits } from "./data";

const STEPS = [0, 100, 300, 1_000];
/** Then only the encoder learns: maximising the ELBO over φ alone. */
const ENCODER_STEPS = 300;
const IMAGES = 8;
const SIDE = 48;
/** What the sums on the grid may leave of log p(x) = ELBO + KL, nats. */
const ADDS_UP = 0.05;
/** "Falls": to less than this share of what it was before the first step. */
const FALLS = 0.2;

interface Point {
  readonly name: string;
  readonly kl: number;
  readonly logEvidence: number;
  readonly worst: number;
}

export const viPosterior: Claim = {
  id: "vi-posterior",
  statement: "maximising the ELBO pulls q(z|x) towards p(z|x)",
  async run() {
    const experiment = { ...DEFAULT_EXPERIMENT, model: "vae" as const, latent: 2, beta: 1 };
    const trainer = new Trainer(await digits(), experiment);
    const points: Point[] = [];
    for (const step of STEPS) {
      while (trainer.step < step) await read(trainer.train(experiment));
      points.push({ name: `step ${step}`, ...(await measure(trainer)) });
    }
    await trainEncoder(trainer, experiment);
    points.push({ name: `+ ${ENCODER_STEPS} of the encoder alone`, ...(await measure(trainer)) });
    trainer.dispose();

    const [first, together, alone] = [points[0], points.at(-2), points.at(-1)] as [Point, Point, Point];
    const list = points.map(
      ({ name, kl, logEvidence }) => `${name}: KL ${kl.toFixed(2)}, log p(x) ${logEvidence.toFixed(2)}`,
    );
    const worst = Math.max(...points.map((point) => point.worst));
    return {
      measured: `${list.join("; ")} nats; ELBO + KL is off log p(x) by at most ${worst.toExponential(1)} (${IMAGES} held-out images)`,
      should:
        `KL below ${FALLS} × the untrained one, lower still once only the encoder learns, with log p(x) then unchanged; ` +
        `sums to ${ADDS_UP} nats`,
      holds:
        together.kl < FALLS * first.kl &&
        alone.kl < together.kl &&
        Math.abs(alone.logEvidence - together.logEvidence) < ADDS_UP &&
        worst < ADDS_UP,
    };
  },
};

async function measure({ model, dataset: { heldOut } }: Trainer): Promise<Omit<Point, "name">> {
  const sums = { kl: 0, logEvidence: 0, worst: 0 };
  for (let i = 0; i < IMAGES; i++) {
    const x = gatherSamples(sliceSamples(heldOut, i, i + 1), [0]);
    const gap = await variationalGap(model as LikelihoodModel, x, { side: SIDE, draws: 0, breathe: async () => true });
    if (!gap) throw new Error("the grid was given up");
    sums.kl += gap.kl / IMAGES;
    sums.logEvidence += gap.logEvidence / IMAGES;
    const residual = gap.logEvidence - (gap.reconstruction - gap.klToPrior + gap.kl);
    sums.worst = Math.max(sums.worst, Math.abs(residual));
  }
  return sums;
}

/** Puts the decoder back after every step. */
async function trainEncoder(trainer: Trainer, experiment: typeof DEFAULT_EXPERIMENT): Promise<void> {
  const { names, variables } = trainer.model.parameters;
  const decoder = variables.filter((_, i) => /^(decoder|logits)/.test(names[i] as string));
  const values = await Promise.all(decoder.map(async (variable) => (await variable.data<"float32">()).slice()));
  for (let step = 0; step < ENCODER_STEPS; step++) {
    await read(trainer.train(experiment));
    tidy(() => {
      for (const [i, variable] of decoder.entries()) variable.assign(tensor(values[i] as Float32Array, variable.shape));
    });
  }
}
