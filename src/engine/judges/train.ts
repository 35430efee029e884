import { tensor1d, tidy, variableGrads } from "@tensorflow/tfjs-core";
import { Batches } from "../data/batches";
import type { ImageSet } from "../data/dataset";
import { adamSchedule } from "../kernels/adam";
import { ResidentImages } from "../kernels/batch";
import type { Pace } from "../metrics/chunks";
import { checkLabels } from "../metrics/features";
import { Adam } from "../training/adam";
import { read } from "../training/evaluate";
import type { Classifier } from "./classifier";

const BATCH = 64;
/** At first; it falls to 0 in a straight line. */
const LEARNING_RATE = 2e-3;
/** How often it sees every image, as far as the steps allow. */
const EPOCHS = 3;
const [LEAST_STEPS, MOST_STEPS] = [200, 1_000];
/** Steps whose losses may still be on their way from the device. */
const STEPS_IN_FLIGHT = 8;

/** How many batches a classifier of so many images learns from. */
export const stepsFor = (images: number): number =>
  Math.round(Math.min(MOST_STEPS, Math.max(LEAST_STEPS, (EPOCHS * images) / BATCH)));

/**
 * Trains a classifier where it is: some epochs of Adam (Kingma & Ba 2015) on −log p(label|x), with a breath after every step.
 *
 * @param seed says the order of the images
 * @returns false when given up
 * @throws RangeError where an image has no label, or one that is no class; Error where the loss is no longer a number
 */
export async function trainClassifier(
  classifier: Classifier,
  images: ImageSet,
  seed: number,
  { breathe, progress }: Pace,
): Promise<boolean> {
  const { labels = new Uint16Array() } = images;
  checkLabels(labels, images.count, classifier.classes);
  const { variables } = classifier.parameters;
  const resident = new ResidentImages(images);
  const adam = new Adam(variables);
  const batches = new Batches(images.count, BATCH, seed);
  const steps = stepsFor(images.count);
  try {
    for (let step = 1; step <= steps; step++) {
      const indices = batches.at(step);
      const loss = tidy(() => {
        const x = resident.batch(indices);
        const target = tensor1d(
          Int32Array.from(indices, (i) => labels[i] as number),
          "int32",
        );
        const { value, grads } = variableGrads(() => classifier.loss(x, target), variables);
        adam.update(grads, adamSchedule(step, LEARNING_RATE * (1 - (step - 1) / steps)));
        return value;
      });
      if (step % STEPS_IN_FLIGHT > 0) loss.dispose();
      else if (!Number.isFinite((await read(loss))[0]))
        throw new Error(`the classifier's loss at step ${step} is no number`);
      progress?.(step / steps);
      if (!(await breathe())) return false;
    }
    return true;
  } finally {
    adam.dispose();
    resident.dispose();
  }
}
