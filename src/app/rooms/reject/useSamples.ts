import { isPointSummary } from "../../../engine/data/samples";
import { key, normals, Stream } from "../../../engine/random";
import { ask } from "../../actions/worker";
import { useStore } from "../../store";
import { useAnswer } from "../generate/useAnswer";

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

/** Samples of the live model: what it decodes z ~ N(0, I) to, anew after every evaluation. @param draw which z */
export function useSamples(draw: number): Samples | undefined {
  const { id, info, failure, experiment } = useStore(({ run }) => run);
  const step = useStore(({ run }) => run.evaluation?.step);
  const dataset = info?.dataset;
  const can = dataset && !isPointSummary(dataset) && !failure && step !== undefined;
  return useAnswer(
    can
      ? {
          run: id,
          chosen: String(draw),
          version: step,
          async ask(): Promise<Samples> {
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
}
