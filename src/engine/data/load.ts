import { sizeChoice } from "./definition";
import { type GenerateOptions, generate } from "./generate";
import { ImportProblem } from "./importProblem";
import { drawCloud } from "./points/cloud";
import type { PointShapeName } from "./points/shapes";
import { definitionOf } from "./registry";
import type { AnyDataset } from "./samples";
import { loadShipped } from "./shipped";

export interface LoadOptions extends GenerateOptions {
  /** Where the shipped data sets are. */
  readonly baseUrl: string;
}

/** What has to be told apart of data sets: which; of images which side, of points which shape and how much noise. */
export interface DataChoice {
  readonly dataset: string;
  readonly size: number;
  readonly shape: PointShapeName;
  readonly noise: number;
}

/** Tells data sets apart by what means anything to them. */
export function dataKey({ dataset, size, shape, noise }: DataChoice): string {
  const definition = definitionOf(dataset);
  if (!definition) return dataset;
  if (definition.kind === "points") return `${dataset}-${shape}-${noise}`;
  return `${dataset}-${sizeChoice(definition, size).side}`;
}

/**
 * A data set of the registry, from wherever it comes. Progress counts bytes of a shipped one and images of a generated one.
 * Errors: always ImportProblem: those of `loadShipped`, `generate` and `drawCloud`, or "unreadable" for one that is not there.
 */
export async function loadDataset(choice: DataChoice, options: LoadOptions): Promise<AnyDataset> {
  const id = choice.dataset;
  const definition = definitionOf(id);
  switch (definition?.kind) {
    case "shipped":
      return loadShipped(options.baseUrl, id, options);
    case "generated":
      return generate(id, definition, choice.size, options);
    case "points":
      return drawCloud(id, definition, choice);
    case undefined:
      throw new ImportProblem(id, "unreadable", { reason: `no data set "${id}"` });
    default:
      return definition satisfies never;
  }
}
