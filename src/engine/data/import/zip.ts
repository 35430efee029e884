import { Inflate } from "fflate";
import { asImportProblem, ImportProblem } from "../importProblem";
import type { Bytes } from "../storedBytes";
import { crc32 } from "./crc32";
import type { Entry } from "./entry";
import { readZipDirectory, type Seekable, type ZipRecord } from "./zipDirectory";

/** Most bytes that all entries may unpack to, and most that deflate can make of one. */
const MOST_UNPACKED = 4 * 1024 ** 3;
const MOST_DEFLATE_RATIO = 1032;
/** Packed bytes unpacked at once: a bomb makes at most 8 MB of them before the next look. */
const PIECE = 8 * 1024;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/** The files in a ZIP, none of them read yet. Errors: ImportProblem "bad-zip", "zip-method", "zip-too-large". */
export async function openZip(name: string, blob: Blob): Promise<Entry[]> {
  const file: Seekable = {
    name,
    size: blob.size,
    async bytes(start, end) {
      try {
        return new Uint8Array(await blob.slice(start, end).arrayBuffer());
      } catch (error) {
        throw asImportProblem(error, name);
      }
    },
  };
  const records = (await readZipDirectory(file)).filter(({ path }) => !path.endsWith("/"));
  const actual = records.reduce((sum, { size }) => sum + size, 0);
  if (actual > MOST_UNPACKED) {
    throw new ImportProblem(name, "zip-too-large", { what: "bytes", actual, limit: MOST_UNPACKED });
  }
  return records.map((record) => zipEntry(file, record));
}

function zipEntry(file: Seekable, record: ZipRecord): Entry {
  const name = `${file.name} › ${record.path}`;
  const stream = () => {
    let content: AsyncGenerator<Bytes, void> | undefined;
    return new ReadableStream<Bytes>(
      {
        async pull(controller) {
          try {
            content ??= unpack(file, record, name);
            const { done, value } = await content.next();
            if (done) controller.close();
            else controller.enqueue(value);
          } catch (error) {
            controller.error(asImportProblem(error, name));
          }
        },
        async cancel() {
          await content?.return();
        },
      },
      { highWaterMark: 0 },
    );
  };
  return { name, path: record.path, size: record.size, stream };
}

/** The content, checked against length and checksum at its end. Errors: ImportProblem "bad-zip", "zip-method". */
async function* unpack(file: Seekable, record: ZipRecord, name: string): AsyncGenerator<Bytes, void> {
  const { method, packed, size, offset } = record;
  if (record.encrypted) throw new ImportProblem(name, "zip-method", { method: "encrypted" });
  if (method !== STORED && method !== DEFLATED) throw new ImportProblem(name, "zip-method", { method: "other" });
  const start = await dataStart(file, record, name);
  const wrong = (reason: "data" | "length" | "checksum", at: number) =>
    new ImportProblem(name, "bad-zip", { reason, offset: at });
  if (method === STORED ? size !== packed : size > packed * MOST_DEFLATE_RATIO) throw wrong("length", offset);
  let [taken, crc] = [0, 0];
  for await (const bytes of method === STORED ? pieces(file, start, packed) : inflated(file, start, packed, wrong)) {
    taken += bytes.length;
    if (taken > size) throw wrong("length", start);
    crc = crc32(bytes, crc);
    if (bytes.length > 0) yield bytes;
  }
  if (taken !== size) throw wrong("length", start);
  if (crc !== record.crc) throw wrong("checksum", start);
}

async function dataStart(file: Seekable, { offset, packed }: ZipRecord, name: string): Promise<number> {
  const header = await file.bytes(offset, offset + LOCAL_BYTES);
  const view = new DataView(header.buffer);
  const isHeader = header.length === LOCAL_BYTES && view.getUint32(0, true) === LOCAL;
  const start = isHeader ? offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true) : file.size + 1;
  if (start + packed > file.size) throw new ImportProblem(name, "bad-zip", { reason: "data", offset });
  return start;
}

async function* pieces(file: Seekable, start: number, length: number, piece = 64 * PIECE): AsyncGenerator<Bytes> {
  for (let at = 0; at < length; at += piece) {
    yield await file.bytes(start + at, start + Math.min(at + piece, length));
  }
}

async function* inflated(
  file: Seekable,
  start: number,
  length: number,
  wrong: (reason: "data", at: number) => ImportProblem,
): AsyncGenerator<Bytes> {
  const ready: Bytes[] = [];
  let ended = false;
  const inflate = new Inflate((bytes, final) => {
    ready.push(bytes as Bytes);
    ended = final;
  });
  let at = start;
  for await (const block of pieces(file, start, length)) {
    for (let from = 0; from < block.length; from += PIECE) {
      const last = at + from + PIECE >= start + length;
      try {
        inflate.push(block.subarray(from, from + PIECE), last);
      } catch {
        throw wrong("data", at + from);
      }
      yield* ready.splice(0);
    }
    at += block.length;
  }
  if (!ended) throw wrong("data", start);
}
