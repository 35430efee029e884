/** The directory at the end of a ZIP (APPNOTE 6.3.10): where each entry is, without reading any of them. */
import { ImportProblem } from "../importProblem";
import type { Bytes } from "../storedBytes";

/** A file that can be read anywhere. */
export interface Seekable {
  readonly name: string;
  readonly size: number;
  /** Errors: ImportProblem "unreadable". */
  bytes(start: number, end: number): Promise<Bytes>;
}

export interface ZipRecord {
  readonly path: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header is. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_64_LOCATOR = 0x07064b50;
const END_64 = 0x06064b50;
const RECORD = 0x02014b50;
const END_BYTES = 22;
const RECORD_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
/** Said instead of a number that is in a ZIP64 field. */
const IN_FIELD = 0xffffffff;
/** Most entries, and most bytes of their directory. */
const MOST_ENTRIES = 200_000;
const MOST_DIRECTORY = 64 * 1024 * 1024;

/** Errors: ImportProblem "bad-zip", "zip-method" for one in several files, "zip-too-large". */
export async function readZipDirectory(file: Seekable): Promise<ZipRecord[]> {
  const tailStart = Math.max(file.size - END_BYTES - LONGEST_COMMENT, 0);
  const tail = await file.bytes(tailStart, file.size);
  const end = findEnd(tail);
  if (end === undefined) throw damaged(file, tailStart);
  const { count, size, offset } = await whereIs(file, view(tail), end, tailStart);
  if (count > MOST_ENTRIES) tooLarge(file, count, MOST_ENTRIES);
  if (size > MOST_DIRECTORY) tooLarge(file, Math.ceil(size / RECORD_BYTES), MOST_ENTRIES);
  if (offset + size > file.size) throw damaged(file, tailStart + end);
  const directory = await file.bytes(offset, offset + size);
  const records: ZipRecord[] = [];
  for (let at = 0; records.length < count; ) {
    const { record, next } = readRecord(directory, at, file, offset);
    records.push(record);
    at = next;
  }
  return records;
}

function findEnd(tail: Bytes): number | undefined {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view(tail).getUint32(at, true) === END) return at;
  }
  return undefined;
}

async function whereIs(file: Seekable, tail: DataView, end: number, tailStart: number) {
  const disk = tail.getUint16(end + 4, true);
  if (disk !== 0 && disk !== 0xffff) throw new ImportProblem(file.name, "zip-method", { method: "split" });
  const here = {
    count: tail.getUint16(end + 10, true),
    size: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  };
  const locator = end - 20;
  if (locator < 0 || tail.getUint32(locator, true) !== END_64_LOCATOR) return here;
  const start = Number(tail.getBigUint64(locator + 8, true));
  if (start + 56 > file.size) throw damaged(file, tailStart + locator);
  const large = view(await file.bytes(start, start + 56));
  if (large.getUint32(0, true) !== END_64) throw damaged(file, start);
  const at = (offset: number) => Number(large.getBigUint64(offset, true));
  return { count: at(32), size: at(40), offset: at(48) };
}

function readRecord(directory: Bytes, at: number, file: Seekable, offset: number) {
  const data = view(directory);
  if (at + RECORD_BYTES > directory.length || data.getUint32(at, true) !== RECORD) throw damaged(file, offset + at);
  const nameEnd = at + RECORD_BYTES + data.getUint16(at + 28, true);
  const extraEnd = nameEnd + data.getUint16(at + 30, true);
  const next = extraEnd + data.getUint16(at + 32, true);
  if (next > directory.length) throw damaged(file, offset + at);
  const numbers = {
    size: data.getUint32(at + 24, true),
    packed: data.getUint32(at + 20, true),
    offset: data.getUint32(at + 42, true),
  };
  const record = {
    path: decodeName(directory.subarray(at + RECORD_BYTES, nameEnd)),
    method: data.getUint16(at + 10, true),
    encrypted: (data.getUint16(at + 8, true) & 1) !== 0,
    crc: data.getUint32(at + 16, true),
    ...numbers,
    ...largeNumbers(data, nameEnd, extraEnd, numbers),
  };
  if (record.offset + record.packed > file.size) throw damaged(file, offset + at);
  return { record, next };
}

/** The numbers that did not fit into 32 bits, in their order, out of the ZIP64 field. */
function largeNumbers<Key extends string>(data: DataView, start: number, end: number, numbers: Record<Key, number>) {
  const found: Partial<Record<Key, number>> = {};
  for (let at = start; at + 4 <= end; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const key of Object.keys(numbers) as Key[]) {
      if (numbers[key] !== IN_FIELD || field + 8 > end) continue;
      found[key] = Number(data.getBigUint64(field, true));
      field += 8;
    }
  }
  return found;
}

/** Names are UTF-8, or what an older Korean Windows writes (CP949); in ASCII the two agree. */
function decodeName(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}

function view(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function damaged(file: Seekable, offset: number): ImportProblem {
  return new ImportProblem(file.name, "bad-zip", { reason: "directory", offset });
}

function tooLarge(file: Seekable, actual: number, limit: number): never {
  throw new ImportProblem(file.name, "zip-too-large", { what: "entries", actual, limit });
}
