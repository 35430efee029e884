import Papa from "papaparse";
import { ImportProblem } from "../importProblem";
import type { Bytes } from "../storedBytes";
import type { Entry, ImportOptions } from "./entry";
import { withReader } from "./idxArray";
import { Pace } from "./pace";

/** Bytes of text that are taken apart at once: some milliseconds of work. */
const PIECE = 128 * 1024;
/** Longest row: a picture of 128 × 128 pixels in colours, with 16 characters a number, and as much again. */
const LONGEST_ROW = 2 * 1024 * 1024;
const DELIMITERS = [",", "\t", ";", "|"];

/** UTF-8, or what Korean spreadsheets write: CP949, which the browser reads under the name of the EUC-KR within it. */
export type Encoding = "utf-8" | "euc-kr";

/** Rows of a CSV or TSV; `row` counts from 1. The delimiter is the one given, or else that of the first rows. */
export interface RowOptions extends ImportOptions {
  readonly delimiter?: string;
  readonly encoding?: Encoding | undefined;
  /** Called once, before any row. */
  readonly onDelimiter?: (delimiter: string) => void;
}

/** Reads until `visit` says no. Errors: ImportProblem "not-utf8", "row-too-long" and what reading meets. */
export async function eachRow(
  entry: Entry,
  options: RowOptions,
  visit: (cells: string[], row: number) => boolean,
): Promise<void> {
  const pace = new Pace(entry.name, options);
  await withReader(entry, options, async (reader) => {
    const decoder = new Decoder(entry.name, options.encoding ?? "utf-8");
    let rest = "";
    let row = 0;
    let { delimiter } = options;
    for (let read = 0, last = false; !last; ) {
      const bytes = await reader.take(PIECE);
      last = bytes.length < PIECE;
      rest += decoder.decode(bytes, last);
      if (delimiter === undefined) {
        delimiter = guessDelimiter(rest);
        options.onDelimiter?.(delimiter);
      }
      const { data, meta } = new Papa.Parser({ delimiter, newline: newlineIn(rest) }).parse(rest, 0, !last) as {
        data: string[][];
        meta: { cursor: number };
      };
      rest = rest.slice(meta.cursor);
      if (rest.length > LONGEST_ROW)
        throw new ImportProblem(entry.name, "row-too-long", { row: row + data.length + 1, limit: LONGEST_ROW });
      for (const cells of data) {
        row++;
        const isBlank = cells.length === 1 && cells[0]?.trim() === "";
        if (!isBlank && !visit(cells, row)) return;
      }
      read += bytes.length;
      options.onProgress?.(Math.min(read, entry.size), entry.size);
      await pace.rest();
    }
  });
}

function newlineIn(text: string): "\r\n" | "\n" | "\r" {
  const end = /\r\n|\n|\r/.exec(text)?.[0];
  return end === "\r" || end === "\r\n" ? end : "\n";
}

/** The one that occurs most in the first row. */
function guessDelimiter(text: string): string {
  const [first = ""] = text.slice(0, LONGEST_ROW).split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => first.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Text in pieces, which tells where it is none. */
class Decoder {
  private readonly decoder: TextDecoder;
  private before = 0;

  constructor(
    private readonly name: string,
    private readonly encoding: Encoding,
  ) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  decode(bytes: Bytes, last: boolean): string {
    try {
      const text = this.decoder.decode(bytes, { stream: !last });
      this.before += bytes.length;
      return text;
    } catch {
      throw new ImportProblem(this.name, "not-utf8", { offset: this.before + firstBad(bytes, this.encoding) });
    }
  }
}

/** About the first byte of `bytes` that is no such text; a character that began before counts from here. */
function firstBad(bytes: Bytes, encoding: Encoding): number {
  let [good, bad] = [0, bytes.length];
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}
