import { asImportProblem, ImportProblem } from "./importProblem";

export type Bytes = Uint8Array<ArrayBuffer>;

/** Somewhere to read bytes from, once: a File fits, and so does a downloaded body. */
export interface ByteSource {
  readonly name: string;
  /** Bytes as stored (packed, where gzipped). Left out where not known: a server may unpack a .gz on its way. */
  readonly size?: number;
  stream(): ReadableStream<Bytes>;
}

export interface ReadOptions {
  /** Stored bytes read so far, out of how many (0 where the size is not known). */
  readonly onProgress?: ((bytesRead: number, total: number) => void) | undefined;
  /** Content bytes, that is unpacked ones, taken so far. */
  readonly onContent?: ((bytesTaken: number) => void) | undefined;
  /** Stops the reading at its next chunk: ImportProblem "cancelled". */
  readonly signal?: AbortSignal | undefined;
}

/** The stored bytes of a source in order, counted, with a first look at their start. */
export class StoredBytes {
  /** What went wrong with the source, if anything has. */
  failure: ImportProblem | undefined;
  private bytesRead = 0;
  private readonly reader: ReadableStreamDefaultReader<Bytes>;
  private readonly putBack: Bytes[] = [];

  constructor(
    private readonly source: ByteSource,
    private readonly options: ReadOptions,
  ) {
    this.checkCancelled();
    this.reader = source.stream().getReader();
    options.signal?.addEventListener("abort", this.stop);
  }

  /** Starts with the gzip magic number? The name is not asked: servers unpack .gz files and keep the name. */
  async isGzip(): Promise<boolean> {
    const start: number[] = [];
    while (start.length < 2) {
      const chunk = await this.fetch();
      if (!chunk) break;
      this.putBack.push(chunk);
      start.push(...chunk.subarray(0, 2));
    }
    return start[0] === 0x1f && start[1] === 0x8b;
  }

  /** The next bytes, of any number; nothing at the end. */
  async next(): Promise<Bytes | undefined> {
    return this.putBack.shift() ?? (await this.fetch());
  }

  /** Lets go of the source; a read that waits ends. */
  readonly stop = (): void => {
    this.options.signal?.removeEventListener("abort", this.stop);
    this.reader.cancel().catch(() => undefined);
  };

  checkCancelled(): void {
    if (this.options.signal?.aborted) throw new ImportProblem(this.source.name, "cancelled", {});
  }

  private async fetch(): Promise<Bytes | undefined> {
    try {
      const value = await this.read();
      this.bytesRead += value?.length ?? 0;
      if (value) this.options.onProgress?.(this.bytesRead, this.source.size ?? 0);
      return value;
    } catch (error) {
      this.failure = asImportProblem(error, this.source.name);
      throw this.failure;
    }
  }

  /** However a read ends once it is cancelled, at its end or in an error, it was cancelled. */
  private async read(): Promise<Bytes | undefined> {
    try {
      return (await this.reader.read()).value;
    } finally {
      this.checkCancelled();
    }
  }
}
