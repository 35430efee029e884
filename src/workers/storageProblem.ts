import { ImportProblem } from "../engine/data/importProblem";

/** What a browser's storage throws, as a problem that the page has words for. `needed`: the bytes to be written. */
export function storageProblem(error: unknown, name: string, needed: number): ImportProblem {
  if (error instanceof ImportProblem) return error;
  if (error instanceof Error && error.name === "QuotaExceededError") {
    return new ImportProblem(name, "storage-full", { needed });
  }
  return new ImportProblem(name, "storage-refused", { reason: error instanceof Error ? error.message : String(error) });
}
