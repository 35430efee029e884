/** Examples per second are those of this last while. */
const WINDOW_MS = 1500;

/** Examples per second over a sliding second. Keeps only what it counts, however seldom it is asked. */
export class Rate {
  private marks: { at: number; examples: number }[] = [];

  count(examples: number): void {
    const now = performance.now();
    this.forget(now);
    this.marks.push({ at: now, examples });
  }

  perSecond(): number {
    const now = performance.now();
    this.forget(now);
    const [first] = this.marks;
    if (!first || this.marks.length < 2) return 0;
    const examples = this.marks.slice(1).reduce((sum, mark) => sum + mark.examples, 0);
    return (1000 * examples) / (now - first.at);
  }

  private forget(now: number): void {
    const fresh = this.marks.findIndex(({ at }) => now - at < WINDOW_MS);
    if (fresh !== 0) this.marks.splice(0, fresh < 0 ? this.marks.length : fresh);
  }
}
