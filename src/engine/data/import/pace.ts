import { ImportProblem } from "../importProblem";

/** Longest stretch of work in which no message is heard, in milliseconds. */
const STRETCH_MS = 12;

export interface PaceOptions {
  readonly breathe?: (() => Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Breaks long work up, so that a Cancel is heard within a few milliseconds. */
export class Pace {
  private since = performance.now();

  constructor(
    /** Whose reading it is, for the ImportProblem. */
    private readonly name: string,
    private readonly options: PaceOptions,
  ) {}

  /** Call it between two pieces of work. Errors: "cancelled". */
  async rest(): Promise<void> {
    if (this.options.breathe && performance.now() - this.since > STRETCH_MS) {
      await this.options.breathe();
      this.since = performance.now();
    }
    this.check();
  }

  check(): void {
    if (this.options.signal?.aborted) throw new ImportProblem(this.name, "cancelled", {});
  }
}
