import { ByteReader } from "./bytes";
import type { Factors } from "./dataset";
import { asImportProblem, ImportProblem } from "./importProblem";
import type { ByteSource, ReadOptions } from "./storedBytes";

/** A factor as the manifest lists it. */
export interface ListedFactor {
  readonly name: { readonly en: string };
  readonly values: readonly string[];
}

/**
 * A reader of the known factors of `count` images from an IDX file of rank 2: count × factors bytes.
 * Errors: always ImportProblem: "not-as-listed" for other sizes or a value that a factor has not got, and those of ByteReader.
 */
export function readIdxFactors(listed: readonly ListedFactor[], count: number) {
  const sizes = listed.map(({ values }) => values.length);
  return async (source: ByteSource, options: ReadOptions): Promise<Factors> => {
    let reader: ByteReader | undefined;
    try {
      reader = await ByteReader.open(source, options);
      checkHeader(await reader.take(12), source.name, count, sizes.length);
      const values = await reader.takeLast(count * sizes.length);
      for (const [i, value] of values.entries()) {
        const size = sizes[i % sizes.length] as number;
        if (value >= size) throw notAsListed(source.name, size - 1, value);
      }
      return { names: listed.map(({ name }) => name.en), sizes, values };
    } catch (error) {
      throw asImportProblem(error, source.name);
    } finally {
      reader?.close();
    }
  };
}

/** 0, 0, unsigned bytes, rank 2, then both sizes. */
function checkHeader(header: Uint8Array, name: string, count: number, factors: number): void {
  if (header.length < 12) throw new ImportProblem(name, "truncated", { expected: 12, actual: header.length });
  const view = new DataView(header.buffer, header.byteOffset);
  if (view.getUint32(0) !== 0x0802) throw new ImportProblem(name, "wrong-rank", { rank: view.getUint8(3) });
  const actual = view.getUint32(4) * view.getUint32(8);
  if (view.getUint32(8) !== factors || actual !== count * factors) throw notAsListed(name, count * factors, actual);
}

const notAsListed = (name: string, expected: number, actual: number) =>
  new ImportProblem(name, "not-as-listed", { what: "factors", expected, actual });
