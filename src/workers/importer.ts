import { assemble } from "../engine/data/import/assemble";
import type { ImportChoices } from "../engine/data/import/choices";
import type { ImportOptions, OpenedFile } from "../engine/data/import/entry";
import { inspect } from "../engine/data/import/inspect";
import { type Preview, preview } from "../engine/data/import/preview";
import type { Source } from "../engine/data/import/stock";
import type { Understood } from "../engine/data/import/understood";
import type { AnyDataset } from "../engine/data/samples";
import { OWN } from "./datasetQueries";
import { decodeImage } from "./decodeImage";

/** A person's own files, understood once and then read as they choose. Errors: always ImportProblem. */
export class Importer {
  private last: { files: readonly OpenedFile[]; source: Source } | undefined;

  async inspect(files: readonly OpenedFile[], options: ImportOptions): Promise<Understood> {
    return (await this.sourceOf(files, options)).understood;
  }

  async preview(
    files: readonly OpenedFile[],
    choices: ImportChoices,
    most: number,
    options: ImportOptions,
  ): Promise<Preview> {
    return preview(await this.sourceOf(files, options), choices, most, options);
  }

  async import(
    files: readonly OpenedFile[],
    choices: ImportChoices | undefined,
    options: ImportOptions,
  ): Promise<AnyDataset> {
    const source = await this.sourceOf(files, options);
    const dataset = await assemble(source, choices ?? source.understood.suggested, { ...options, id: OWN });
    this.last = undefined;
    return dataset;
  }

  /** What was understood of these files the last time, if they are the same. */
  private async sourceOf(files: readonly OpenedFile[], options: ImportOptions): Promise<Source> {
    if (this.last && same(this.last.files, files)) return this.last.source;
    this.last = undefined;
    const source = await inspect(files, { decodeImage }, options);
    this.last = { files, source };
    return source;
  }
}

function same(a: readonly OpenedFile[], b: readonly OpenedFile[]): boolean {
  return a.length === b.length && a.every((file, i) => stamp(file) === stamp(b[i] as OpenedFile));
}

/** Sent twice, a File is another object; these tell whether it is the same file. */
function stamp({ path, file }: OpenedFile): string {
  return `${path} ${file.size} ${file instanceof File ? file.lastModified : 0}`;
}
