import type { Dataset } from "./dataset";
import { sizeChoice } from "./definition";
import { type GenerateOptions, generate } from "./generate";
import { ImportProblem } from "./importProblem";
import { definitionOf } from "./registry";
import { loadShipped } from "./shipped";

export interface LoadOptions extends GenerateOptions {
  /** Where the shipped data sets are. */
  readonly baseUrl: string;
}

/** What has to be told apart of data sets: which, and in images of which side. */
export interface DataChoice {
  readonly dataset: string;
  readonly size: number;
}

/** Tells data sets apart: by side only where there is a choice. */
export function dataKey({ dataset, size }: DataChoice): string {
  const definition = definitionOf(dataset);
  return definition ? `${dataset}-${sizeChoice(definition, size).side}` : dataset;
}

/**
 * A data set of the registry, from wherever it comes. Progress counts bytes of a shipped one and images of a generated one.
 * Errors: always ImportProblem: those of `loadShipped` and `generate`, or "unreadable" for one that is not there.
 */
export async function loadDataset({ dataset: id, size }: DataChoice, options: LoadOptions): Promise<Dataset> {
  const definition = definitionOf(id);
  if (!definition) throw new ImportProblem(id, "unreadable", { reason: `no data set "${id}"` });
  if (definition.kind === "generated") return generate(id, definition, size, options);
  return loadShipped(options.baseUrl, id, options);
}
