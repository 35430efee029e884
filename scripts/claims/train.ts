import { DEFAULT_EXPERIMENT, type Experiment } from "../../src/engine/experiment";
import { tend, untended } from "../../src/engine/training/codebookCare";
import { evaluate, type Rebuilding, read } from "../../src/engine/training/evaluate";
import { Trainer } from "../../src/engine/training/trainer";
import { digits, generated } from "./data";

export interface Trained {
  readonly trainer: Trainer;
  readonly evaluation: Rebuilding;
}

const trained = new Map<string, Promise<Trained>>();
const rest = async () => true;

/** A model trained as on the page, then evaluated on all held-out images. Claims that ask for the same one share it. */
export function train(change: Partial<Experiment>, steps: number): Promise<Trained> {
  const name = JSON.stringify([change, steps]);
  const known = trained.get(name) ?? trainAnew({ ...DEFAULT_EXPERIMENT, ...change }, steps);
  trained.set(name, known);
  return known;
}

/** The last third runs at a tenth of the learning rate, as a person would turn the knob down to let it settle. */
async function trainAnew(experiment: Experiment, steps: number): Promise<Trained> {
  const { dataset: id, size } = experiment;
  const dataset = await (id === "sprites" || id === "faces" ? generated(id, size) : digits());
  const trainer = new Trainer(dataset, experiment);
  for (let step = 0; step < steps; step++) {
    if (untended(trainer) === 0) await tend(trainer);
    const settling = step >= (2 / 3) * steps;
    const learningRate = settling ? experiment.learningRate / 10 : experiment.learningRate;
    await read(trainer.train({ ...experiment, learningRate }));
  }
  const evaluation = await evaluate(trainer, dataset.heldOut, experiment, rest);
  if (!evaluation) throw new Error("the evaluation was given up");
  return { trainer, evaluation };
}
