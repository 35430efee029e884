import { ImportProblem } from "../importProblem";
import type { Bytes } from "../storedBytes";
import type { FetchedFile } from "./entry";

/** The part of `fetch` that is used here. */
export type Fetch = (
  url: string,
  init: { headers?: Record<string, string>; signal?: AbortSignal },
) => Promise<Response>;

/** Why a request ended before its file was whole. */
export class TransferBroke extends Error {
  constructor(
    /** The HTTP status, or 0 where no answer came or the connection broke. */
    readonly status: number,
  ) {
    super(`transfer broke (status ${status})`);
  }

  /** Will the same host hardly answer otherwise a moment later? */
  get isLasting(): boolean {
    return this.status >= 400 && this.status < 500 && ![408, 416, 429].includes(this.status);
  }
}

interface ReceiveOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds without a byte after which a connection is given up. */
  readonly silence: number;
}

/** Ends a request when no byte has come for a while, or when the caller's signal does. */
class Silence {
  private readonly controller = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly longest: number,
    private readonly outer: AbortSignal | undefined,
  ) {
    outer?.addEventListener("abort", this.stop);
    if (outer?.aborted) this.stop();
    this.heard();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something has come: the waiting begins anew. */
  heard(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.stop, this.longest);
  }

  /** Lets go of the timer and of the caller's signal. */
  end(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener("abort", this.stop);
  }

  private readonly stop = (): void => this.controller.abort();
}

/** A file on its way: what has come so far, from whichever host. */
export class Transfer {
  /** Bytes there are, from the start of the file on. */
  received: number;
  private readonly bytes: Bytes;
  /** Has it been put together from the answers to more than one request? */
  private patched: boolean;
  /** What the last answer called its version of the file, where the browser lets that be seen. */
  private version: { url: string; etag: string } | undefined;

  constructor(
    private readonly file: FetchedFile,
    start: Bytes | undefined,
    private readonly onBytes: (received: number) => void,
  ) {
    this.bytes = new Uint8Array(file.bytes);
    const usable = start && start.length < file.bytes ? start : new Uint8Array(0);
    this.bytes.set(usable);
    this.received = usable.length;
    this.patched = usable.length > 0;
  }

  get content(): Bytes {
    return this.bytes.subarray(0, this.received);
  }

  get isPatched(): boolean {
    return this.patched;
  }

  /** Throws away what has come. */
  restart(): void {
    this.received = 0;
    this.patched = false;
    this.onBytes(0);
  }

  /**
   * Asks `url` for what is missing; a host that sends the whole file instead is taken at its word.
   * A host that falls silent is one whose connection broke.
   * Errors: TransferBroke, after which it can be called again; ImportProblem "wrong-size"; the signal's reason.
   */
  async receive(url: string, fetch: Fetch, { signal, silence }: ReceiveOptions): Promise<void> {
    const silenced = new Silence(silence, signal);
    try {
      await this.take(await this.ask(url, fetch, silenced.signal), url, silenced);
    } catch (error) {
      signal?.throwIfAborted();
      throw silenced.signal.aborted ? new TransferBroke(0) : error;
    } finally {
      silenced.end();
    }
  }

  private async take(response: Response, url: string, silence: Silence): Promise<void> {
    if (response.status === 416) this.restart();
    if (!response.ok) throw new TransferBroke(response.status);
    const goesOn = response.status === 206 && this.startOf(response) === this.received;
    if (!goesOn && this.received > 0) this.restart();
    if (response.status === 206 && !goesOn) throw new TransferBroke(0);
    this.patched ||= goesOn;
    const etag = response.headers.get("etag");
    this.version = etag && !etag.startsWith("W/") ? { url, etag } : undefined;
    await this.read(response, silence);
  }

  private async ask(url: string, fetch: Fetch, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.received > 0) {
      headers.Range = `bytes=${this.received}-`;
      if (this.version?.url === url) headers["If-Range"] = this.version.etag;
    }
    try {
      return await fetch(url, { headers, signal });
    } catch {
      signal.throwIfAborted();
      // A host elsewhere has to agree to If-Range beforehand and may not: the next request goes without it, and the
      // checksum tells whether the parts belong together.
      this.version = undefined;
      throw new TransferBroke(0);
    }
  }

  /** Where the part of a 206 answer begins: where it was asked to, if a host elsewhere does not let that be seen. */
  private startOf(response: Response): number {
    const range = response.headers.get("content-range");
    return range === null ? this.received : Number(/^bytes (\d+)-/.exec(range)?.[1] ?? Number.NaN);
  }

  private async read(response: Response, silence: Silence): Promise<void> {
    const reader = (response.body ?? new Blob().stream()).getReader();
    const { bytes: expected } = this.file;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        silence.heard();
        const actual = this.received + value.length;
        if (actual > expected) throw new ImportProblem(this.file.name, "wrong-size", { expected, actual });
        this.bytes.set(value, this.received);
        this.received = actual;
        this.onBytes(actual);
      }
    } catch (error) {
      reader.cancel().catch(() => undefined);
      throw error instanceof ImportProblem ? error : new TransferBroke(0);
    }
    if (this.received < expected) {
      throw new ImportProblem(this.file.name, "wrong-size", { expected, actual: this.received });
    }
  }
}
