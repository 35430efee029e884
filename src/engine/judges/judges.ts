import type { Dataset, ImageSet } from "../data/dataset";
import { someOf } from "../data/someOf";
import { type LeftOut, pick } from "../data/withoutClass";
import type { Pace } from "../metrics/chunks";
import type { Features } from "../metrics/features";
import { frechetBetween } from "../metrics/frechet";
import { moments } from "../metrics/moments";
import { type Architecture, Classifier, JUDGE, KEEPER } from "./classifier";
import { frechetCurve, rowsOf } from "./frechetCurve";
import { type Look, likeliest, lookAt, probabilitiesOf } from "./look";
import { type RejectionCurve, rejectionCurve, THRESHOLDS } from "./rejection";
import { trainClassifier } from "./train";

/** Two classifiers of one data set, trained apart: one keeps samples, the other says what the kept ones are worth. */
export interface Judges {
  readonly keeper: Classifier;
  readonly judge: Classifier;
  /** Which part of so many held-out images each recognises. */
  readonly accuracy: { readonly keeper: number; readonly judge: number; readonly heldOut: number };
  /** What the judge makes of these, and their labels. */
  readonly features: Features;
  readonly labels: Uint16Array;
  dispose(): void;
}

/** What they say of samples. */
export interface Judged extends RejectionCurve {
  /** The labels that were asked for, and p(asked label|x) by the classifier that keeps. */
  readonly asked: Uint16Array;
  readonly probabilities: Float32Array;
  /** The labels that the judge gives. */
  readonly seen: Uint16Array;
  /** Fréchet distance of the kept ones to held-out images of their classes, one value a threshold: see `frechetCurve`. */
  readonly frechet: Float64Array;
  /** How many samples each distance is of, and that of as many held-out images to the others; NaN where there are too few. */
  readonly compared: number;
  readonly real: number;
}

/** Each starts and goes its own way. */
const SEEDS = { keeper: 101, judge: 202 };
const MOST_HELD_OUT = 2_000;
/** Of all samples; thresholds that keep fewer have no distance. */
const COMPARED_SHARE = 1 / 8;

/**
 * @param without the class that training has left out: it is none of the held-out ones either
 * @returns undefined when given up
 * @throws RangeError where the images have no labels, or one that is no class
 */
export async function trainJudges(
  { train, heldOut, classes }: Dataset,
  without: LeftOut,
  { breathe, progress }: Pace,
): Promise<Judges | undefined> {
  const shown = someOf(heldOut.count, MOST_HELD_OUT).filter((i) => heldOut.labels?.[i] !== without);
  const images = pick(heldOut, shown);
  const { labels = new Uint16Array() } = images;
  const made: Classifier[] = [];
  const dispose = () => {
    for (const classifier of made) classifier.dispose();
  };
  const learn = async (architecture: Architecture, seed: number): Promise<Look | undefined> => {
    const from = made.length;
    const classifier = new Classifier(train, classes, architecture, seed);
    made.push(classifier);
    const pace = { breathe, progress: (done: number) => progress?.((from + done) / 2) };
    return (await trainClassifier(classifier, train, seed, pace)) ? lookAt(classifier, images, { breathe }) : undefined;
  };
  let trained: Judges | undefined;
  try {
    const ofKeeper = await learn(KEEPER, SEEDS.keeper);
    const ofJudge = ofKeeper && (await learn(JUDGE, SEEDS.judge));
    const [keeper, judge] = made;
    if (!ofJudge || !keeper || !judge) return undefined;
    const right = (look: Look) => likeliest(look).filter((label, i) => label === labels[i]).length / images.count;
    const accuracy = { keeper: right(ofKeeper), judge: right(ofJudge), heldOut: images.count };
    trained = { keeper, judge, accuracy, features: ofJudge.features, labels, dispose };
    return trained;
  } finally {
    if (!trained) dispose();
  }
}

/**
 * What they say of samples. Without labels, the keeper's likeliest are asked for.
 *
 * @returns undefined when given up
 * @throws RangeError where there is not one label a sample
 */
export async function judge(
  judges: Judges,
  images: ImageSet,
  labels: Uint16Array | undefined,
  { breathe, progress }: Pace,
): Promise<Judged | undefined> {
  const part = (from: number) => ({ breathe, progress: (done: number) => progress?.((from + done) / 3) });
  const kept = await lookAt(judges.keeper, images, part(0));
  const look = kept && (await lookAt(judges.judge, images, part(1)));
  if (!look) return undefined;
  const asked = labels ?? likeliest(kept);
  const probabilities = probabilitiesOf(kept, asked);
  const seen = likeliest(look);
  const curve = rejectionCurve(probabilities, asked, seen);
  const compared = Math.floor(images.count * COMPARED_SHARE);
  const distances = await distancesOf(judges, look.features, asked, probabilities, compared, part(2));
  return distances && { ...curve, asked, probabilities, seen, compared, ...distances };
}

/** Distances to held-out images of the classes that were asked for. */
async function distancesOf(
  { features, labels }: Judges,
  samples: Features,
  asked: Uint16Array,
  probabilities: Float32Array,
  compared: number,
  pace: Pace,
): Promise<Pick<Judged, "frechet" | "real"> | undefined> {
  const classes = new Set(asked);
  const rows = Uint32Array.from(labels.keys()).filter((i) => classes.has(labels[i] as number));
  if (compared < 2 || rows.length < 2)
    return { frechet: new Float64Array(THRESHOLDS.length).fill(Number.NaN), real: Number.NaN };
  const all = await moments(rowsOf(features, rows), pace);
  const frechet = all && (await frechetCurve(samples, { asked, probabilities }, all, compared, pace));
  if (!frechet) return undefined;
  const every = Math.floor(rows.length / compared);
  if (every < 2) return { frechet, real: Number.NaN };
  const isSome = (_: number, i: number) => i % every === 0 && i < every * compared;
  const some = await moments(rowsOf(features, rows.filter(isSome)), pace);
  const others =
    some &&
    (await moments(
      rowsOf(
        features,
        rows.filter((row, i) => !isSome(row, i)),
      ),
      pace,
    ));
  return others && { frechet, real: frechetBetween(others, some) };
}
