/** What the page knows of the current run, and how the worker's news changes it. Pure: events in, state out. */
import type { Experiment } from "../engine/experiment";
import { type CodeUsage, codeUsage } from "../engine/metrics/codeUsage";
import type { Evaluation } from "../engine/training/evaluate";
import type { RunEvent } from "../workers/client";
import type { Failure, RunInfo } from "../workers/protocol";
import { Series } from "./series";

export interface Run {
  readonly id: number;
  /** Given by hand. */
  readonly name?: string;
  readonly experiment: Experiment;
  /** The settings of the run before it: its name tells what it changed. */
  readonly after?: Experiment;
  /** The step at which it left another run. */
  readonly branchedAt?: number;
  /** Its settings alone do not make it again: a knob was turned after it had begun to learn, … */
  readonly turned?: true;
  /** … or it began with what another run has learned. */
  readonly carried?: true;
  /** Known once the worker is ready to train. */
  readonly info?: RunInfo;
  readonly progress?: {
    readonly task: "backend" | "download" | "generate" | "encode" | "compile";
    readonly done: number;
    readonly total: number;
  };
  readonly failure?: Failure;
  readonly step: number;
  readonly examplesPerSecond: number;
  /** Names and weights of the loss terms. */
  readonly terms: readonly string[];
  readonly weights: readonly number[];
  /** [total, ...terms] of every training batch. Grows in place; `step` says when. */
  readonly training: Series;
  /** [total, ...terms, mse] of the held-out images. Grows in place; `evaluation` says when. */
  readonly heldOut: Series;
  readonly evaluation?: Evaluation & { readonly step: number };
  /** How the held-out samples use the codebook, where there is one; [perplexity, codes in use] over the run. */
  readonly codeUsage?: CodeUsage;
  readonly codeUsages: Series;
  readonly strip?: Uint8Array;
  /** What the model was shown of the strip, where that is something else. */
  readonly stripTilde?: Uint8Array | undefined;
  /** Of a rival: the steps that the run it keeps step with is ahead. */
  readonly behind?: number;
  /** The shown held-out points, rebuilt. */
  readonly cloud?: Float32Array;
}

export function newRun(id: number, experiment: Experiment, origin: Pick<Run, "carried" | "after"> = {}): Run {
  return {
    ...origin,
    id,
    experiment,
    step: 0,
    examplesPerSecond: 0,
    terms: [],
    weights: [],
    training: new Series(),
    heldOut: new Series(),
    codeUsages: new Series(),
  };
}

/** Whether anything was measured of it: the list has no others. */
export const hasLived = ({ heldOut }: Run): boolean => heldOut.points.length > 1;

/** A run of its own that starts where another was at a step. What was measured up to there is its past, too. */
export function branchedRun(run: Run, id: number, step: number): Run {
  const { name: _name, info: _info, ...rest } = run;
  return {
    ...rest,
    id,
    step,
    after: run.experiment,
    branchedAt: step,
    training: run.training.upTo(step),
    heldOut: run.heldOut.upTo(step),
    codeUsages: run.codeUsages.upTo(step),
    examplesPerSecond: 0,
  };
}

/** The same run with live settings changed. */
export function turnedRun(run: Run, change: Partial<Experiment>): Run {
  return { ...run, experiment: { ...run.experiment, ...change }, ...(run.step > 0 && { turned: true }) };
}

/** The same run, about to begin once more with its settings as they are now. */
export function runAgain({ turned: _turned, carried: _carried, ...rest }: Run): Run {
  return rest;
}

/** The same run, about to go on from an earlier step: its curves stay up to there. */
export function resumedRun(run: Run, id: number, experiment: Experiment, step: number): Run {
  const { info: _info, failure: _failure, progress: _progress, ...rest } = run;
  run.training.truncate(step);
  run.heldOut.truncate(step);
  run.codeUsages.truncate(step);
  return { ...rest, id, experiment, step, examplesPerSecond: 0 };
}

/** The same run, going on from where it is in a step made anew: what the page knows of it stays. */
export function continuedRun(run: Run, id: number, experiment: Experiment, step: number): Run {
  return { ...resumedRun(run, id, experiment, step), ...(run.info && { info: run.info }) };
}

export function reduceRun(run: Run, event: RunEvent): Run {
  if (event.run !== run.id) return run; // late news of an old run
  switch (event.type) {
    case "progress":
      return run.info ? run : { ...run, progress: event };
    case "ready": {
      const { progress: _, ...rest } = run;
      return { ...rest, info: event.info };
    }
    case "frame": {
      const { frame } = event;
      const width = frame.terms.length + 1;
      for (let row = 0; row * width < frame.losses.length; row++) {
        run.training.push(frame.firstStep + row, Array.from(frame.losses.subarray(row * width, (row + 1) * width)));
      }
      const { evaluation } = frame;
      // A look back measures what has been measured before.
      const isNew = evaluation && evaluation.step >= (run.heldOut.latest?.step ?? 0);
      if (isNew) run.heldOut.push(evaluation.step, [...evaluation.losses, evaluation.mse ?? Number.NaN]);
      const usage = evaluation?.codes && codeUsage(evaluation.codes);
      if (isNew && usage) run.codeUsages.push(evaluation.step, [usage.perplexity, usage.used]);
      return {
        ...run,
        step: frame.step,
        examplesPerSecond: frame.examplesPerSecond,
        terms: frame.terms,
        weights: frame.weights,
        ...(frame.strip && { strip: frame.strip }),
        stripTilde: frame.stripTilde,
        ...(frame.cloud && { cloud: frame.cloud }),
        ...(frame.behind !== undefined && { behind: frame.behind }),
        ...(evaluation && { evaluation }),
        ...(usage && { codeUsage: usage }),
      };
    }
    case "failed":
      return { ...run, failure: event.failure, examplesPerSecond: 0 };
    case "checkpoint":
      return run;
    default:
      return event satisfies never;
  }
}

export type Phase = "loading" | "ready" | "playing" | "paused" | "failed";

export function phaseOf(run: Run, wantsPlay: boolean): Phase {
  if (run.failure) return "failed";
  if (!run.info) return "loading";
  if (wantsPlay) return "playing";
  return run.step > 0 ? "paused" : "ready";
}
