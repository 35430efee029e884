import { isPointSummary } from "../../../engine/data/samples";
import { isPrior } from "../../../engine/experiment";
import { key, normals, Stream } from "../../../engine/random";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../useAnswer";

/** What the desk sorts: images, and the labels they were asked to show. */
export interface Samples {
  /** The step of the model that made them. */
  readonly step: number;
  readonly count: number;
  readonly pixels: Uint8Array;
  /** Of a class-conditional model; without, the classifier's likeliest are asked for. */
  readonly labels?: Uint16Array;
}

const [MOST_SAMPLES, LEAST_SAMPLES] = [1_024, 160];
/** Numbers of all samples together; of large images there are fewer. */
const MOST_NUMBERS = 4e6;
/** Samples between two breaths of the worker. */
const AT_ONCE = 128;
/** The keys of the draws stay clear of those of other analyses. */
const DRAWS = 3_000;

/** A prior draws them number by number. */
const FROM_PRIOR = 160;

/** Samples of the live model, anew after every evaluation: what it decodes z ~ N(0, I) to, or what its prior draws. @param draw which ones */
export function useSamples(draw: number): Samples | undefined {
  const { id, info, failure, experiment } = useStore(({ run }) => run);
  const step = useStore(({ run }) => run.evaluation?.step);
  const dataset = info?.dataset;
  const can = dataset && !isPointSummary(dataset) && !failure && step !== undefined;
  const { answer } = useAnswer<Samples>(
    can
      ? {
          run: id,
          key: [draw],
          version: step,
          async ask(options): Promise<Samples> {
            if (isPrior(experiment)) {
              const told = experiment.conditioning === "class" && dataset.classes > 0;
              const labels = Array.from({ length: FROM_PRIOR }, (_, i) => (told ? i % dataset.classes : 0));
              const drawn = await ask("drawSamples", { labels, draw: DRAWS + draw, temperature: 1 }, options);
              const { pixels } = drawn;
              const asked = told && { labels: Uint16Array.from(labels) };
              return { step: drawn.step, count: FROM_PRIOR, pixels, ...asked };
            }
            const { latent } = experiment;
            const size = dataset.width * dataset.height * dataset.channels;
            const count = Math.min(MOST_SAMPLES, Math.max(LEAST_SAMPLES, Math.floor(MOST_NUMBERS / size)));
            const z = normals(key(Stream.analysis, DRAWS + draw), count * latent);
            const pixels = new Uint8Array(count * size);
            for (let start = 0; start < count; start += AT_ONCE) {
              const some = z.slice(start * latent, (start + AT_ONCE) * latent);
              const decoded = await ask("decodeWith", { run: id, z: some });
              pixels.set(decoded.pixels ?? [], start * size);
            }
            return { step, count, pixels };
          },
        }
      : undefined,
  );
  return answer;
}
