import type { ImageShape } from "../engine/data/dataset";
import { isPointSummary } from "../engine/data/samples";
import type { RunInfo } from "../workers/protocol";

/** The shape of the run's images, and of its frames while there are none. */
export function shapeOf(info: RunInfo | undefined): ImageShape {
  if (!info || isPointSummary(info.dataset)) return { width: 28, height: 28, channels: 1 };
  const { width, height, channels } = info.dataset;
  return { width, height, channels };
}
