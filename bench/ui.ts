/** The page as a person meets it: how soon it learns, whether it stutters, how fast a hand is answered, what it weighs. */
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { measure } from "../scripts/budgets.mjs";
import { ensureBuilt, ensureDatasets } from "../scripts/lib/build.mjs";
import { CHROMIUM_FLAGS, findChromium } from "../scripts/lib/chromium.mjs";
import { root } from "../scripts/lib/run.mjs";
import { serve } from "../scripts/lib/serve.mjs";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { median, round } from "./lib/statistics";
import { table } from "./lib/table";
import { firstLosses } from "./ui/firstLoss";
import { latency } from "./ui/latency";
import { learning } from "./ui/learning";
import { describeLongTasks } from "./ui/longTasks";
import { soak } from "./ui/soak";
import { workout } from "./ui/workout";

/** What the page has promised. */
const BOUNDS = { firstLossMs: 4000, fallAt30s: 0.4, longTasks: 0, latencyMs: 100, growth: 0.1, initialJsKb: 200 };

export async function run({ quick }: { quick: boolean }): Promise<BenchResult> {
  await ensureDatasets();
  await ensureBuilt();
  const dist = join(root, "dist");
  const server = await serve({ dir: dist, port: 0 });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_FLAGS });
  const say = (text: string) => console.log(text);
  try {
    const about = { ...machine(), browser: `Chromium ${browser.version()}`, quick };
    say(`${about.cores} cores (${about.cpu}), load ${about.load}, ${about.browser}`);
    say("opening …");
    const losses = await firstLosses(browser, server.url, quick ? 2 : 5);
    say("learning for 30 s …");
    const learned = await learning(browser, server.url);
    say("handling it while it trains …");
    const handled = await workout(browser, server.url, quick ? 60 : 120, quick ? 4_000 : 12_000);
    say("soaking …");
    const soaked = await soak(browser, server.url, quick ? 1_000 : 5_000);

    const latencies = Object.fromEntries(
      ["slider keys", "slider drag", "plane drag"].map((phase) => [phase, latency(handled, phase)]),
    );
    const longTasks = [...learned.longTasks, ...handled.longTasks];
    const busy = longTasks.filter(({ cpuMs }) => cpuMs > 50);
    const initialJs = Number(/^initial JavaScript ([\d.]+) kB/.exec(measure(dist).lines[0] ?? "")?.[1]);
    const threads = [learned.mainThread, handled.mainThread];
    const sum = (of: (thread: (typeof threads)[0]) => number) =>
      threads.reduce((total, thread) => total + of(thread), 0);
    const watchedMs = handled.phases.reduce((sum, { from, to }) => sum + to - from, 0);
    const figures = {
      ...about,
      loadAtEnd: machine().load,
      firstLossMs: {
        median: Math.round(median(losses)),
        worst: Math.round(Math.max(...losses)),
        openings: losses.length,
        ok: Math.max(...losses) <= BOUNDS.firstLossMs,
      },
      heldOutFallAt30s: { value: round(learned.fall, 3), ok: learned.fall >= BOUNDS.fallAt30s },
      secondsTo40Percent: round(learned.secondsTo40Percent, 2),
      heldOut: { first: round(learned.firstHeldOut, 2), at30s: round(learned.lastHeldOut, 2) },
      stepsPerSecond: round(learned.stepsPerSecond),
      examplesPerSecond: Math.round(128 * learned.stepsPerSecond),
      longTasks: {
        count: longTasks.length,
        longestMs: Math.round(Math.max(0, ...longTasks.map(({ ms }) => ms))),
        /** Those that would have been long on an idle machine too. */
        ofOwnCpu: busy.length,
        longestOwnCpuMs: Math.round(Math.max(0, ...longTasks.map(({ cpuMs }) => cpuMs))),
        watchedSeconds: Math.round(30 + watchedMs / 1000),
        phases: [...new Set(longTasks.map(({ phase }) => phase))],
        ok: longTasks.length <= BOUNDS.longTasks,
      },
      sliderLatencyMs: Object.fromEntries(
        Object.entries(latencies).map(([phase, figure]) => [
          phase,
          { ...figure, ok: figure.p95 <= BOUNDS.latencyMs && figure.moves > 0 },
        ]),
      ),
      /** How much longer the main thread's tasks took than the processor time they had: 1 on an idle machine. */
      mainThreadDelay: round(sum(({ busyMs }) => busyMs) / sum(({ cpuMs }) => cpuMs), 2),
      jsInitialGzipKb: { value: initialJs, ok: initialJs <= BOUNDS.initialJsKb },
      memory: { ...soaked, ok: Math.max(soaked.page.growth, soaked.worker.growth) <= BOUNDS.growth },
    };
    print(figures);
    if (longTasks.length > 0) say(`\n${describeLongTasks([learned, handled])}`);
    return { ratios: {}, figures };
  } finally {
    await browser.close();
    await server.close();
  }
}

type Figures = Record<
  "firstLossMs" | "heldOutFallAt30s" | "longTasks" | "jsInitialGzipKb" | "memory",
  { ok: boolean }
> & {
  readonly firstLossMs: { median: number; worst: number };
  readonly heldOutFallAt30s: { value: number };
  readonly secondsTo40Percent: number;
  readonly mainThreadDelay: number;
  readonly stepsPerSecond: number;
  readonly examplesPerSecond: number;
  readonly longTasks: Record<"count" | "longestMs" | "ofOwnCpu" | "longestOwnCpuMs" | "watchedSeconds", number>;
  readonly sliderLatencyMs: Record<string, ReturnType<typeof latency> & { ok: boolean }>;
  readonly jsInitialGzipKb: { value: number };
  readonly memory: Awaited<ReturnType<typeof soak>>;
};

function print(figures: Figures): void {
  const { firstLossMs, heldOutFallAt30s, longTasks, memory } = figures;
  const verdict = (ok: boolean) => (ok ? "ok" : "MISSED");
  const percent = (share: number) => `${round(100 * share)} %`;
  const rows = [
    ["figure", "measured", "bound", ""],
    [
      "first loss after opening",
      `${firstLossMs.median} ms, worst ${firstLossMs.worst} ms`,
      `≤ ${BOUNDS.firstLossMs} ms`,
      verdict(firstLossMs.ok),
    ],
    [
      "fall of the held-out loss in 30 s",
      `${percent(heldOutFallAt30s.value)}, 40 % after ${figures.secondsTo40Percent} s`,
      `≥ ${percent(BOUNDS.fallAt30s)}`,
      verdict(heldOutFallAt30s.ok),
    ],
    [
      "main-thread tasks over 50 ms",
      `${longTasks.count} in ${longTasks.watchedSeconds} s, longest ${longTasks.longestMs} ms; by own CPU time ${longTasks.ofOwnCpu}, longest ${longTasks.longestOwnCpuMs} ms`,
      `${BOUNDS.longTasks}`,
      verdict(longTasks.ok),
    ],
    ...Object.entries(figures.sliderLatencyMs).map(([phase, { p50, p95, max, moves, distinctImages, ok }]) => [
      `${phase} to image`,
      `p50 ${p50}, p95 ${p95}, max ${max} ms (${moves} moves, ${distinctImages} different images)`,
      `p95 ≤ ${BOUNDS.latencyMs} ms`,
      verdict(ok),
    ]),
    ["main-thread tasks: time ÷ own CPU", `${figures.mainThreadDelay}`, "1 if idle", ""],
    ["training", `${figures.stepsPerSecond} steps/s, ${figures.examplesPerSecond} images/s`, "", ""],
    [
      "initial JavaScript",
      `${figures.jsInitialGzipKb.value} kB gzip`,
      `≤ ${BOUNDS.initialJsKb} kB`,
      verdict(figures.jsInitialGzipKb.ok),
    ],
    [
      `memory over ${memory.steps} steps`,
      `page ${percent(memory.page.growth)}, worker ${percent(memory.worker.growth)}`,
      `≤ ${percent(BOUNDS.growth)}`,
      verdict(memory.ok),
    ],
  ];
  console.log(`\n${table(rows)}`);
}
