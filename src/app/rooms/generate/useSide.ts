/** What the room asks of one of its two runs. */
import { useMemo } from "react";
import type { Box } from "../../../components/charts/plane/paint";
import { isPointSummary } from "../../../engine/data/samples";
import { key, normals, Stream } from "../../../engine/random";
import type { Decoded, PaintBy, Quality } from "../../../workers/rooms/generate";
import { ask } from "../../actions/worker";
import type { Run } from "../../run";
import { useAnswer } from "../useAnswer";
import { gridSize, placeToZ, zGrid } from "./plane";

/** Samples whose distance to the data is averaged, and those of them that are shown. */
export const SAMPLES = 256;
export const SHOWN = 24;
/** How often z may be drawn anew: the keys of the draws stay clear of those of other analyses. */
const DRAWS = 1000;

/** The z of one draw of the prior, [SAMPLES × latent]: the same for every run with as many dimensions. */
export const drawsOf = (draw: number, latent: number): Float32Array =>
  normals(key(Stream.analysis, DRAWS + draw), SAMPLES * latent);

/** A run that can be asked, with its number of numbers a sample. */
function usable(run: Run | undefined) {
  const { info, evaluation } = run ?? {};
  if (!run || !info || run.failure) return undefined;
  const { dataset } = info;
  const points = isPointSummary(dataset);
  const size = points ? dataset.dimensions : dataset.width * dataset.height * dataset.channels;
  return { run: run.id, version: evaluation?.step ?? -1, latent: run.experiment.latent, size, points };
}

/** Samples of p(z), decoded by this run. */
export function useSamples(run: Run | undefined, draw: number): (Decoded & Quality) | undefined {
  const side = usable(run);
  const latent = side?.latent ?? 0;
  const z = useMemo(() => drawsOf(draw, latent), [latent, draw]);
  const shown = side?.points ? SAMPLES : SHOWN;
  return useAnswer(
    side && {
      ...side,
      key: [draw, latent],
      ask: (options) => ask("generated", { run: side.run, z, shown }, { ...options, byHand: true }),
    },
  ).said?.answer;
}

/** What one place of the plane is decoded to. */
export function useDecoded(
  run: Run | undefined,
  place: readonly [number, number],
  axes: readonly [number, number],
): Decoded | undefined {
  const side = usable(run);
  return useAnswer(
    side && {
      ...side,
      key: [...place, ...axes],
      ask(options) {
        const z = placeToZ(place, side.latent, axes);
        return ask("decodeWith", { run: side.run, z }, { ...options, byHand: true });
      },
    },
  ).said?.answer;
}

interface Painted {
  readonly box: Box;
  readonly columns: number;
  readonly by: PaintBy;
  readonly values: Float32Array;
}

/** The plane as it is in view, place by place. */
export function usePainted(
  run: Run | undefined,
  box: Box | undefined,
  axes: readonly [number, number],
  by: PaintBy | "none",
): Painted | undefined {
  const side = usable(run);
  const can = side && box && by !== "none" && !(by === "certainty" && side.points);
  const painted = useAnswer(
    can
      ? {
          ...side,
          key: [by, ...axes, ...Object.values(box)],
          async ask(options): Promise<Painted> {
            const size = gridSize(side.size, side);
            const z = zGrid(box, size, side.latent, axes);
            const { values } = await ask("paintedPlane", { run: side.run, z, by }, options);
            return { box, columns: size.columns, by, values };
          },
        }
      : undefined,
  ).said?.answer;
  return painted?.by === by ? painted : undefined;
}

/** How near held-out data come to the training data: the measure for the samples. */
export function useYardstick(run: Run | undefined): Quality | undefined {
  const side = usable(run);
  return useAnswer(
    side && { run: side.run, key: [], ask: (options) => ask("heldOutQuality", { run: side.run }, options) },
  ).said?.answer;
}
