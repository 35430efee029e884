import { table } from "../lib/table";
import type { SlowFrame } from "./inPage";
import type { PhasedTask } from "./workout";

export interface Watched {
  readonly longTasks: readonly PhasedTask[];
  readonly slowFrames: readonly SlowFrame[];
}

/** Where each long task fell, and what the browser says was running in that frame. */
export function describeLongTasks(watched: readonly Watched[]): string {
  const rows = watched.flatMap(({ longTasks, slowFrames }) =>
    longTasks.map(({ at, ms, cpuMs, phase }) => {
      const frame = slowFrames.find((each) => each.at <= at + 1 && at < each.at + each.ms);
      const scripts = [...(frame?.scripts ?? [])].sort((a, b) => b.ms - a.ms).slice(0, 2);
      const style = frame?.styleMs ? [`${Math.round(frame.styleMs)} ms style, layout, paint`] : [];
      const inside = [...scripts.map((script) => `${Math.round(script.ms)} ms ${script.what}`), ...style].join("; ");
      return [`${(at / 1000).toFixed(2)} s`, `${Math.round(ms)} ms`, `${Math.round(cpuMs)} ms`, phase, inside];
    }),
  );
  return table([["long task at", "lasted", "own CPU", "during", "in its frame"], ...rows]);
}
