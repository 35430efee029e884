import type { IssueResult } from "./messages";
import type { Work } from "./work";
import { wrap } from "./wrap";

const calls = { dispatches: 0, submits: 0, writes: 0 };
let counting = false;

/** Counts this thread's calls to the GPU, whichever library makes them. */
function startCounting(): void {
  if (counting) return;
  counting = true;
  const pass = GPUComputePassEncoder.prototype;
  wrap(pass, "dispatchWorkgroups", () => calls.dispatches++);
  wrap(pass, "dispatchWorkgroupsIndirect", () => calls.dispatches++);
  wrap(GPUQueue.prototype, "submit", () => calls.submits++);
  wrap(GPUQueue.prototype, "writeBuffer", () => calls.writes++);
}

/**
 * Counts the calls of steps in a row: some libraries submit only when enough has gathered, whichever step it is of.
 * Then times steps one by one on an empty queue, so that nobody waits for the GPU in between.
 */
export async function issue(work: Work, steps: number): Promise<IssueResult> {
  startCounting();
  await work.finish();
  const before = { ...calls };
  for (let i = 0; i < steps; i++) await work.step();
  const perStep = (name: keyof typeof calls) => (calls[name] - before[name]) / steps;
  const counts = { dispatches: perStep("dispatches"), submits: perStep("submits"), writes: perStep("writes") };
  const ms: number[] = [];
  for (let i = 0; i < steps; i++) {
    await work.finish();
    const start = performance.now();
    const rest = work.step();
    ms.push(performance.now() - start);
    await rest;
  }
  await work.finish();
  return { ...counts, ms };
}
