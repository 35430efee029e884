/** One claim of the lecture, put to the test on the data that the page ships. */
export interface Claim {
  readonly id: string;
  readonly statement: string;
  readonly run: () => Promise<Verdict>;
}

export interface Verdict {
  readonly measured: string;
  /** What it should be, said before it was measured. */
  readonly should: string;
  readonly holds: boolean;
}
