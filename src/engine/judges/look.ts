import { softmax, type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { gather } from "../data/batches";
import { type ImageSet, imageSize } from "../data/dataset";
import type { Pace } from "../metrics/chunks";
import type { Features } from "../metrics/features";
import { read } from "../training/evaluate";
import type { Classifier } from "./classifier";

/** What a classifier makes of images. */
export interface Look {
  readonly classes: number;
  /** p(y|x): [count × classes]. */
  readonly probabilities: Float32Array;
  /** [count × F] */
  readonly features: Features;
}

const CHUNK = 100;

/** Shows images to a classifier. @returns undefined when given up */
export async function lookAt(
  classifier: Classifier,
  images: ImageSet,
  { breathe, progress }: Pace,
): Promise<Look | undefined> {
  const { count } = images;
  const { classes, width } = classifier;
  const probabilities = new Float32Array(count * classes);
  const features = new Float32Array(count * width);
  for (let start = 0; start < count; start += CHUNK) {
    const rows = Math.min(CHUNK, count - start);
    const [p, f] = tidy(() => {
      const indices = Uint32Array.from({ length: rows }, (_, i) => start + i);
      const h = classifier.features(tensor2d(gather(images, indices), [rows, imageSize(images)]));
      return [softmax(classifier.logits(h)), h] as [Tensor2D, Tensor2D];
    });
    const [ps, fs] = await Promise.all([read(p), read(f)]);
    probabilities.set(ps, start * classes);
    features.set(fs, start * width);
    progress?.((start + rows) / count);
    if (!(await breathe())) return undefined;
  }
  return { classes, probabilities, features: { dimensions: width, values: features } };
}

/** The likeliest class of each image. */
export function likeliest({ classes, probabilities }: Look): Uint16Array {
  return Uint16Array.from({ length: probabilities.length / classes }, (_, i) => {
    const p = probabilities.subarray(i * classes, (i + 1) * classes);
    return p.reduce((best, value, k) => (value > (p[best] as number) ? k : best), 0);
  });
}

/** p(label|x) of each image, for the label that was asked for. */
export const probabilitiesOf = ({ classes, probabilities }: Look, labels: ArrayLike<number>): Float32Array =>
  Float32Array.from(labels, (label, i) => probabilities[i * classes + label] as number);
