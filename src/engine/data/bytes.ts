import { ImportProblem } from "./importProblem";
import { type ByteSource, type Bytes, type ReadOptions, StoredBytes } from "./storedBytes";

/** Deflate spends at least 2 bits on 258 bytes, so no honest gzip unpacks to more than this times its size. */
const MOST_DEFLATE_RATIO = 1032;
/** Stored bytes unpacked at once: small, because a browser may unpack one piece whole, a thousandfold (≤ 16 MB). */
const PIECE = 16 * 1024;

/** The content of a source, unpacked where it is gzipped, in memory bounded by what its reader asks for. */
export class ByteReader {
  /** What is left of the last chunk. */
  private rest: Bytes = new Uint8Array(0);
  private bytesTaken = 0;

  /** Errors: ImportProblem "unreadable" or "cancelled", as from every method. */
  static async open(source: ByteSource, options: ReadOptions = {}): Promise<ByteReader> {
    const stored = new StoredBytes(source, options);
    try {
      return (await stored.isGzip())
        ? new ByteReader(source, options, true, new Unpacker(source.name, stored))
        : new ByteReader(source, options, false, stored);
    } catch (error) {
      stored.stop();
      throw error;
    }
  }

  private constructor(
    private readonly source: ByteSource,
    private readonly options: ReadOptions,
    private readonly gzipped: boolean,
    private readonly chunks: { next(): Promise<Bytes | undefined>; stop(): void },
  ) {}

  /** The next `length` bytes, fewer only where the content ends. Errors: "bad-gzip". */
  async take(length: number): Promise<Bytes> {
    const taken = new Uint8Array(length);
    let filled = 0;
    while (filled < length && (await this.more())) {
      const part = this.rest.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      this.rest = this.rest.subarray(part.length);
      this.options.onContent?.(this.bytesTaken + filled);
    }
    this.bytesTaken += filled;
    return taken.subarray(0, filled);
  }

  /**
   * The next `length` bytes, with which the content must end; the caller has checked that `length` is affordable.
   * Errors: "truncated" and "too-long", before anything is allocated where the size tells; "bad-gzip".
   */
  async takeLast(length: number): Promise<Bytes> {
    this.expectLast(length);
    const last = await this.takeAll(length);
    await this.expectEnd();
    return last;
  }

  /** The next `length` bytes. Errors: "truncated" where there are fewer, "bad-gzip". */
  async takeAll(length: number): Promise<Bytes> {
    const expected = this.bytesTaken + length;
    const bytes = await this.take(length);
    if (bytes.length === length) return bytes;
    throw new ImportProblem(this.source.name, "truncated", { expected, actual: this.bytesTaken });
  }

  /** Are `length` more bytes, and then no more, possible? Errors: "truncated", "too-long" where the size tells. */
  expectLast(length: number): void {
    const { name, size } = this.source;
    const expected = this.bytesTaken + length;
    const most = size === undefined ? undefined : this.gzipped ? size * MOST_DEFLATE_RATIO : size;
    if (most !== undefined && most < expected) throw new ImportProblem(name, "truncated", { expected, actual: most });
    if (size !== undefined && !this.gzipped && size > expected) {
      throw new ImportProblem(name, "too-long", { expected, actual: size });
    }
  }

  /** Errors: "too-long" where there is another byte. */
  async expectEnd(): Promise<void> {
    if (!(await this.more())) return;
    const expected = this.bytesTaken;
    throw new ImportProblem(this.source.name, "too-long", { expected, actual: expected + this.rest.length });
  }

  /** Lets go of the source, read to its end or not. */
  close(): void {
    this.chunks.stop();
  }

  /** Is there another byte? */
  private async more(): Promise<boolean> {
    while (this.rest.length === 0) {
      const chunk = await this.chunks.next();
      if (!chunk) return false;
      this.rest = chunk;
    }
    return true;
  }
}

/** Gzipped bytes to content, unpacking no further than it is asked to. */
class Unpacker {
  private unpacked = 0;
  private readonly writer: WritableStreamDefaultWriter<BufferSource>;
  private readonly reader: ReadableStreamDefaultReader<Bytes>;

  constructor(
    private readonly name: string,
    private readonly stored: StoredBytes,
  ) {
    const { readable, writable } = new DecompressionStream("gzip");
    this.reader = readable.getReader();
    this.writer = writable.getWriter();
    // What goes wrong here comes out of `reader`, where it is caught.
    this.feed().catch((error) => this.writer.abort(error).catch(() => undefined));
  }

  async next(): Promise<Bytes | undefined> {
    try {
      const { value } = await this.reader.read();
      this.stored.checkCancelled();
      this.unpacked += value?.length ?? 0;
      return value;
    } catch {
      this.stored.checkCancelled();
      throw this.stored.failure ?? new ImportProblem(this.name, "bad-gzip", { unpacked: this.unpacked });
    }
  }

  stop(): void {
    this.stored.stop();
    this.reader.cancel().catch(() => undefined);
  }

  /** Waits for each piece to be unpacked and asked for before it reads the next (pipeThrough would read ahead). */
  private async feed(): Promise<void> {
    for (let chunk = await this.stored.next(); chunk; chunk = await this.stored.next()) {
      for (let start = 0; start < chunk.length; start += PIECE) {
        await this.writer.write(chunk.subarray(start, start + PIECE));
      }
    }
    await this.writer.close();
  }
}
