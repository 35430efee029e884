/** Examples per second over a sliding second. */
export class Rate {
  private marks: { at: number; examples: number }[] = [];

  count(examples: number): void {
    this.marks.push({ at: performance.now(), examples });
  }

  perSecond(): number {
    const now = performance.now();
    this.marks = this.marks.filter(({ at }) => now - at < 1500);
    const [first] = this.marks;
    if (!first || this.marks.length < 2) return 0;
    const examples = this.marks.slice(1).reduce((sum, mark) => sum + mark.examples, 0);
    return (1000 * examples) / (now - first.at);
  }
}
