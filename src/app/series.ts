/** Points kept of a curve. When they are full, neighbours are averaged into one, and each stands for twice as many steps. */
const MOST_POINTS = 600;

export interface Point {
  /** The last step that went into this point. */
  readonly step: number;
  readonly values: readonly number[];
}

/** A curve over a whole run in bounded memory: no value is dropped, every one is in some average. */
export class Series {
  points: Point[] = [];
  latest: Point | undefined;
  private stride = 1;
  private sums: number[] = [];
  private summed = 0;

  push(step: number, values: readonly number[]): void {
    this.latest = { step, values };
    this.sums = values.map((value, i) => (this.sums[i] ?? 0) + value);
    this.summed++;
    if (this.summed < this.stride) return;
    this.points.push({ step, values: this.sums.map((sum) => sum / this.summed) });
    this.sums = [];
    this.summed = 0;
    if (this.points.length > MOST_POINTS) this.halve();
  }

  /** What was pushed, or averaged, last up to a step. */
  at(step: number): Point | undefined {
    return this.latest && this.latest.step <= step ? this.latest : this.points.findLast((point) => point.step <= step);
  }

  /** Forgets everything after a step, for a run that goes on from there. */
  truncate(step: number): void {
    this.points = this.points.filter((point) => point.step <= step);
    this.latest = this.points.at(-1);
    this.sums = [];
    this.summed = 0;
  }

  /** Another curve that has come this far. */
  upTo(step: number): Series {
    const copy = new Series();
    Object.assign(copy, { points: this.points, latest: this.latest, stride: this.stride });
    copy.truncate(step);
    return copy;
  }

  private halve(): void {
    const merged: Point[] = [];
    for (let i = 1; i < this.points.length; i += 2) {
      const [a, b] = [this.points[i - 1] as Point, this.points[i] as Point];
      merged.push({ step: b.step, values: b.values.map((value, k) => (value + (a.values[k] as number)) / 2) });
    }
    // An odd one out becomes the start of the next, longer average.
    const rest = this.points.length % 2 ? this.points.at(-1) : undefined;
    this.points = merged;
    if (rest) {
      this.sums = rest.values.map((value) => value * this.stride);
      this.summed = this.stride;
    }
    this.stride *= 2;
  }
}

/** The first values of two runs at the last step that both have reached; none while either has none. */
export function atCommonStep(before: Series, now: Series): { step: number; before: number; now: number } | undefined {
  const step = Math.min(before.latest?.step ?? Number.NaN, now.latest?.step ?? Number.NaN);
  const [then, since] = [before.at(step), now.at(step)];
  return then && since && { step, before: then.values[0] as number, now: since.values[0] as number };
}
