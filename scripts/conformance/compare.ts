/** What became of one spec; `message` says why it failed. */
export interface SpecResult {
  readonly name: string;
  readonly passed: boolean;
  readonly message: string;
}

interface Comparison {
  /** Specs that pass on the stock backend and not with our kernels. */
  readonly regressions: readonly SpecResult[];
  /** Specs that pass only with our kernels. */
  readonly gains: readonly SpecResult[];
}

/** By name. Some specs share theirs; both runs have them in the same order. */
function byName(results: readonly SpecResult[]): Map<string, SpecResult> {
  const named = new Map<string, SpecResult>();
  const seen = new Map<string, number>();
  for (const result of results) {
    const times = (seen.get(result.name) ?? 0) + 1;
    seen.set(result.name, times);
    const name = times > 1 ? `${result.name} (${times})` : result.name;
    named.set(name, { ...result, name });
  }
  return named;
}

export function compare(stockResults: readonly SpecResult[], ourResults: readonly SpecResult[]): Comparison {
  const [stock, ours] = [byName(stockResults), byName(ourResults)];
  const missing = [...stock.values()]
    .filter(({ name, passed }) => passed && !ours.has(name))
    .map(({ name }) => ({ name, passed: false, message: "did not run" }));
  // What stock does not know at all is a suite that could not start with our kernels.
  const broken = [...ours.values()].filter(({ name, passed }) => !passed && stock.get(name)?.passed !== false);
  const gains = [...ours.values()].filter(({ name, passed }) => passed && stock.get(name)?.passed === false);
  return { regressions: [...broken, ...missing], gains };
}
