import { MOST_STEPS } from "./replayedSteps";

/** Steps that are sent to a GPU together take about this long: short enough to be overtaken by a hand, long enough to read seldom. */
const TOGETHER_MS = 40;

/** How many replayed steps to send at a time, by how long the ones before took. */
export class Pace {
  steps = 1;
  private lastDone = 0;

  /** @param sentAt when they were sent, by `performance.now()`; they began when the ones before were done */
  took(steps: number, sentAt: number): void {
    const now = performance.now();
    const ms = Math.max(0.01, now - Math.max(sentAt, this.lastDone)) / steps;
    this.lastDone = now;
    this.steps = Math.max(1, Math.min(2 * this.steps, MOST_STEPS, Math.round(TOGETHER_MS / ms)));
  }
}
