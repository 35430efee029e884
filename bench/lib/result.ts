/** What every bench hands back: ratios between things measured in one run, and everything else. */
export interface BenchResult {
  readonly ratios: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, unknown>>;
}
