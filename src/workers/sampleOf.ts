import { isPoints, type Samples, sliceSamples } from "../engine/data/samples";
import type { ProbeRequest } from "./protocol";

/** A set of the one sample that is asked about, of the held-out ones' kind. */
export function sampleOf(heldOut: Samples, source: ProbeRequest["source"]): Samples {
  if ("index" in source) return sliceSamples(heldOut, source.index, source.index + 1);
  if ("point" in source && isPoints(heldOut))
    return { ...heldOut, count: 1, positions: Float32Array.from(source.point) };
  if ("pixels" in source && !isPoints(heldOut)) return { ...heldOut, count: 1, pixels: source.pixels };
  throw new Error("the sample is of another kind than the run's");
}
