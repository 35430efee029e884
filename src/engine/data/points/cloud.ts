import { key, Stream } from "../../random";
import { countClasses } from "../dataset";
import type { PointsDefinition } from "../definition";
import { asImportProblem, ImportProblem } from "../importProblem";
import type { PointDataset, PointSet } from "../samples";
import { type DrawnCloud, resample } from "./drawn";
import type { PointShapeName } from "./shapes";

/** A shape that the page draws, or what a person has drawn. */
export type CloudShape = PointShapeName | "drawn";

export interface CloudChoice {
  readonly shape: CloudShape;
  /** The standard deviation of what is added to every coordinate. */
  readonly noise: number;
  /** What is drawn, where that is the shape. */
  readonly drawn?: DrawnCloud | undefined;
}

/** A cloud with its noise. Errors: ImportProblem "download", or "unreadable" where nothing is drawn. */
export async function drawCloud(
  id: string,
  { load, seed, train, heldOut }: PointsDefinition,
  { shape, noise, drawn }: CloudChoice,
): Promise<PointDataset> {
  const make = await load().catch(() => {
    throw new ImportProblem(id, "download", { status: 0 });
  });
  const draw = (count: number, part: number): PointSet => {
    const what = { noise, count, seed: key(seed, Stream.data, part) };
    if (shape !== "drawn") return { kind: "points", ...make({ shape, ...what }) };
    return resample(drawn ?? { positions: new Float32Array(), strokes: new Uint16Array() }, what);
  };
  try {
    const cloud = draw(train, 0);
    return { id, train: cloud, heldOut: draw(heldOut, 1), classes: countClasses(cloud.labels) };
  } catch (error) {
    throw asImportProblem(error, id);
  }
}
