/** What a threshold on the score calls odd. */

export interface Alarms {
  /** Odd samples that are caught, of how many. */
  readonly caught: number;
  readonly odd: number;
  /** Ordinary ones that are taken for odd, of how many. */
  readonly falseAlarms: number;
  readonly normal: number;
}

/** Scores from the threshold on raise an alarm, as in `roc`. */
export function alarmsAt(threshold: number, normal: Float32Array, odd: Float32Array): Alarms {
  const alarms = (scores: Float32Array) => scores.reduce((sum, score) => sum + Number(score >= threshold), 0);
  return { caught: alarms(odd), odd: odd.length, falseAlarms: alarms(normal), normal: normal.length };
}

/** The lowest threshold that takes at most this share of the ordinary samples for odd. */
export function thresholdFor(falseAlarmShare: number, normal: Float32Array): number {
  const sorted = normal.slice().sort();
  const allowed = Math.floor(falseAlarmShare * sorted.length);
  const highestQuiet = sorted[sorted.length - 1 - allowed] ?? 0;
  return sorted.find((score) => score > highestQuiet) ?? highestQuiet * (1 + 1e-6) + 1e-12;
}
