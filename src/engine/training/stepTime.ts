import type { Dataset } from "../data/dataset";
import type { Experiment } from "../experiment";
import { key, uniform } from "../random";
import { type SubjectTrainer, subjectOf } from "./subject";

const SIDE = 28;
const MEASURED_MS = 80;
const AT_A_TIME = 8;

/** Milliseconds that a training step of this experiment takes on the current backend once it is warm, on made-up images. */
export async function stepTime(experiment: Experiment): Promise<number> {
  // A prior over codes waits for an autoencoder, which is what a first step is of.
  const first: Experiment = { ...experiment, stage: "autoencoder" };
  const { trainer } = subjectOf<SubjectTrainer>(noiseImages(experiment.batch), first);
  try {
    await trainer.prepare();
    await trainer.take(experiment, AT_A_TIME);
    const start = performance.now();
    let steps = 0;
    while (performance.now() - start < MEASURED_MS) {
      await trainer.take(experiment, AT_A_TIME);
      steps += AT_A_TIME;
    }
    return (performance.now() - start) / steps;
  } finally {
    trainer.dispose();
  }
}

function noiseImages(count: number): Dataset {
  const pixels = Uint8Array.from({ length: count * SIDE * SIDE }, (_, i) => Math.floor(256 * uniform(key(1), i)));
  const images = { count, width: SIDE, height: SIDE, channels: 1 as const, pixels };
  return { id: "noise", train: images, heldOut: images, classes: 0 };
}
