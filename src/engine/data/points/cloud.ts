import { key, Stream } from "../../random";
import type { PointsDefinition } from "../definition";
import { ImportProblem } from "../importProblem";
import type { PointDataset, PointSet } from "../samples";
import type { PointShapeName } from "./shapes";

/** A cloud of a shape, with noise of this standard deviation. Errors: ImportProblem "download". */
export async function drawCloud(
  id: string,
  { load, seed, train, heldOut }: PointsDefinition,
  { shape, noise }: { readonly shape: PointShapeName; readonly noise: number },
): Promise<PointDataset> {
  const make = await load().catch(() => {
    throw new ImportProblem(id, "download", { status: 0 });
  });
  const draw = (count: number, part: number): PointSet => ({
    kind: "points",
    ...make({ shape, noise, count, seed: key(seed, Stream.data, part) }),
  });
  const cloud = draw(train, 0);
  return { id, train: cloud, heldOut: draw(heldOut, 1), classes: Math.max(...(cloud.labels ?? [-1])) + 1 };
}
