import type { ImageShape } from "../engine/data/dataset";
import type { RunInfo } from "../workers/protocol";

/** The shape of the run's images, and of its frames while they are not known. */
export function shapeOf(info: RunInfo | undefined): ImageShape {
  const { width, height, channels } = info?.dataset ?? { width: 28, height: 28, channels: 1 };
  return { width, height, channels };
}
