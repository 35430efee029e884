/** Rejection sampling by a classifier: two classifiers of the data set in use, and what they say of samples. */
import { getBackend } from "@tensorflow/tfjs-core";
import { isPointDataset, type Samples } from "../../engine/data/samples";
import type { LeftOut } from "../../engine/data/withoutClass";
import { type Judged, type Judges, judge, trainJudges } from "../../engine/judges/judges";
import type { Answers, Bench } from "../queries";
import { dataOf, runningAny } from "../running";
import { fairly, found } from "./fairPace";

export interface RejectQueries {
  /** How the two classifiers of the data set in use do, where they are trained. */
  judges: { ask: Record<string, never>; answer: { accuracy?: Judges["accuracy"] | undefined } };
  /** Trains them, unless they are. Refused where the data are points, or have fewer than two classes. */
  trainJudges: { ask: Record<string, never>; answer: { accuracy: Judges["accuracy"] } };
  /** What they say of images; refused where they are not trained. Without labels, the classifier's likeliest are asked for. */
  judged: { ask: { pixels: Uint8Array; labels?: Uint16Array | undefined }; answer: Judged };
}

/** Those of the last data set: another's take their place. */
let trained: { judges: Judges; heldOut: Samples; without: LeftOut; backend: string } | undefined;

export const rejectAnswers: Pick<Answers, keyof RejectQueries> = {
  async judges(_, bench) {
    return { accuracy: judgesOf(bench)?.accuracy };
  },

  async trainJudges(_, bench, signal) {
    const session = runningAny(bench);
    const known = judgesOf(bench);
    if (known) return { accuracy: known.accuracy };
    const { experiment } = session.trainer;
    const dataset = dataOf(bench);
    if (isPointDataset(dataset)) throw new TypeError("points have no classifier");
    if (dataset.classes < 2) throw new TypeError("a classifier needs two classes");
    const backend = getBackend();
    return fairly(bench, session, signal, async ({ breathe, progress }) => {
      // It goes on when the run ends: the next one is likely to be on the same data. On another backend it cannot.
      const going = async () => (await breathe()) && getBackend() === backend;
      const judges = found(await trainJudges(dataset, experiment.without, { breathe: going, progress }));
      trained?.judges.dispose();
      trained = { judges, heldOut: dataset.heldOut, without: experiment.without, backend };
      return { accuracy: judges.accuracy };
    });
  },

  async judged({ pixels, labels }, bench, signal) {
    const session = runningAny(bench);
    const judges = judgesOf(bench);
    if (!judges) throw new Error("the classifiers of these data are not trained");
    const { width, height, channels } = judges.keeper.shape;
    const images = { width, height, channels, count: pixels.length / (width * height * channels), pixels };
    return fairly(bench, session, signal, async (pace) => found(await judge(judges, images, labels, pace)));
  },
};

function judgesOf(bench: Bench): Judges | undefined {
  const { experiment } = runningAny(bench).trainer;
  const fits =
    trained?.heldOut === dataOf(bench).heldOut &&
    trained.without === experiment.without &&
    trained.backend === getBackend();
  return fits ? trained?.judges : undefined;
}
