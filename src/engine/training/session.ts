import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { CodeDataset } from "../data/codes";
import type { AnyDataset } from "../data/samples";
import { type Experiment, type LiveKnobs, spoilsInput } from "../experiment";
import type { Checkpoint, Weights } from "./checkpoint";
import type { Evaluation } from "./evaluate";
import type { Frame } from "./frame";
import { Keeper } from "./keeper";
import { Lockstep } from "./lockstep";
import { Pace } from "./pace";
import { Rate } from "./rate";
import { spoilShown } from "./shown";
import { type Subject, type SubjectTrainer, subjectOf } from "./subject";
import type { Trainer } from "./trainer";

/** Evaluating may take this share of the time that training takes. */
const EVALUATION_SHARE = 0.3;
const FRAME_EVERY_MS = 60;
/** After a question by hand, the next one is likely to follow within this time: a drag, a stroke of the pen. */
const ATTEND_MS = 200;
/** So long training holds still after each step then, to answer at once; and frames come at this pace. */
const ATTEND_REST_MS = 16;
const ATTEND_FRAME_EVERY_MS = 200;

/** What a session tells the thread it runs on. */
interface SessionEvents {
  frame(frame: Frame): void;
  checkpoint(checkpoint: Checkpoint): void;
  /** The loss is no longer a finite number. The session has stopped. */
  diverged(step: number): void;
}

export interface SessionOptions {
  readonly dataset: AnyDataset | CodeDataset;
  readonly experiment: Experiment;
  readonly checkpoint?: Checkpoint;
  /** What another model has learned, to start from. */
  readonly start?: Weights | undefined;
  readonly events: SessionEvents;
  /** Lets the thread handle its messages; must yield to the event loop. */
  readonly breathe: () => Promise<void>;
  /** Steps, or groups of replayed steps, whose losses may still be on their way from the device. */
  readonly stepsInFlight: number;
  /**
   * A run on the same data to keep step with: this one plays, pauses and steps as that one does, and that one takes its
   * next step only when this one has taken as many.
   */
  readonly leader?: Session<SubjectTrainer>;
}

/**
 * A run: trains while it plays, evaluates in between, and sends a frame whenever the page is ready for one.
 * Everything happens between two breaths, so commands and queries are heard within a step, or a few of a fast GPU's.
 */
export class Session<Of extends SubjectTrainer = Trainer> {
  private readonly subject: Subject<Of>;
  private knobs: LiveKnobs;
  private playing = false;
  private stepsWanted = 0;
  private stepsPerSecond = Number.POSITIVE_INFINITY;
  private nextStepAt = 0;
  private closed = false;
  private divergedAt: number | undefined;
  private credit = true;
  private wakeUp: () => void = () => {};

  private readonly terms: readonly string[];
  private weights: readonly number[] = [];
  /** How many parameters started as another model's. */
  private readonly adopted: number;
  private destination: { readonly checkpoint: Checkpoint; readonly arrived: () => void } | undefined;
  private inFlight: Promise<void>[] = [];
  private holds = 0;
  private tended: Promise<void> = Promise.resolve();
  private held: Promise<unknown> = Promise.resolve();
  private losses: number[] = [];
  private firstStep: number;
  private evaluation: (Evaluation & { step: number }) | undefined;
  private evaluatedStep = -1;
  private staleKnobs = false;
  private trainedMs = 0;
  private evaluatedMs = 0;
  private lastFrame = 0;
  private framedStep = -1;
  private framedRate = 0;
  private attendUntil = 0;
  /** Which draw of the noise on samples that are looked at. */
  private draw = 0;
  private rate = new Rate();
  private readonly pace = new Pace();
  private readonly keeper: Keeper;
  private readonly lockstep: Lockstep;

  constructor(private readonly options: SessionOptions) {
    const { dataset, experiment, checkpoint, start } = options;
    this.subject = subjectOf<Of>(dataset, experiment);
    this.adopted = start ? this.trainer.adopt(start) : 0;
    if (checkpoint) this.trainer.restore(checkpoint);
    this.keeper = new Keeper(this.trainer, (kept) => {
      if (!this.closed) options.events.checkpoint(kept);
    });
    this.lockstep = new Lockstep(this, options.leader?.lockstep);
    this.knobs = experiment;
    this.firstStep = this.trainer.step + 1;
    this.terms = Object.keys(this.trainer.termWeights(this.knobs));
  }

  get trainer(): Of {
    return this.subject.trainer;
  }

  play(): void {
    this.playing = true;
    this.lockstep.wakeBoth();
  }

  pause(): void {
    this.playing = false;
    this.stepsWanted = 0;
    this.lockstep.wakeBoth();
  }

  /** Takes one step, if not playing. */
  stepOnce(): void {
    if (this.playing) return;
    this.stepsWanted++;
    this.nextStepAt = 0;
    this.lockstep.wakeBoth();
  }

  setKnobs(knobs: LiveKnobs): void {
    this.knobs = knobs;
    this.staleKnobs = true;
    this.wake();
  }

  /** An upper bound; Infinity for as fast as the machine can. */
  setSpeed(stepsPerSecond: number): void {
    this.stepsPerSecond = stepsPerSecond;
    this.nextStepAt = 0;
    this.wake();
  }

  /** Draws other noise for the samples that are looked at. */
  drawNoise(draw: number): void {
    this.draw = draw;
    this.framedStep = -1; // there is news
    this.wake();
  }

  /** What the model is shown of rows x of samples with these numbers. */
  spoilt(x: Tensor2D, numbers: readonly number[]): Tensor2D {
    const { draw, knobs, trainer } = this;
    const { corruption } = trainer.experiment;
    return spoilsInput(trainer.experiment) ? spoilShown(x, numbers, { corruption, strength: knobs.strength, draw }) : x;
  }

  /** Pauses, and shows the run as it was at a checkpoint of it, from where it can go on. */
  travel(checkpoint: Checkpoint): Promise<void> {
    this.pause();
    this.destination?.arrived();
    return new Promise((arrived) => {
      this.destination = { checkpoint, arrived };
      this.wake();
    });
  }

  /** A hand is moving something: for a moment its questions come first, and training takes what is left. */
  attend(): void {
    this.attendUntil = performance.now() + ATTEND_MS;
    this.lockstep.followerAttends();
  }

  /**
   * Lets `work` see the weights standing still: training waits until it is done, questions and commands do not.
   * @param work is given a breath, which answers false once the session is closed: then it must end
   */
  hold<T>(work: (breathe: () => Promise<boolean>) => Promise<T>): Promise<T> {
    this.holds++;
    const done = work(() => this.breatheOpen()).finally(() => this.holds--);
    this.held = Promise.allSettled([this.held, done]);
    return done;
  }

  /** Changes what has been learned by hand, between two steps; all that is shown of it follows. */
  alter<T>(work: () => Promise<T>): Promise<T> {
    return this.hold(async () => {
      await this.tended;
      const done = await work();
      this.keeper.altered();
      this.evaluatedStep = -1;
      this.framedStep = -1;
      this.wake();
      return done;
    });
  }

  /** The page has painted the last frame and is ready for another. */
  painted(): void {
    this.credit = true;
    this.wake();
  }

  close(): void {
    this.closed = true;
    this.destination?.arrived();
    this.wake();
  }

  get hasEnded(): boolean {
    return this.closed;
  }

  /** Runs until closed. Whatever ends it, memory that was full has room again. */
  async run(): Promise<void> {
    this.lockstep.begin();
    try {
      await this.live();
    } finally {
      this.closed = true;
      this.lockstep.end();
      this.lockstep.wakeBoth();
      await Promise.allSettled([...this.inFlight, this.held]);
      this.trainer.dispose();
    }
  }

  private async live(): Promise<void> {
    if (this.trainer.step === 0 && this.subject.untended === 0) await this.tend();
    while (!this.closed) {
      await this.keeper.maybeKeep(this.wantsStep);
      await this.arrive();
      while (this.holds > 0) await this.held;
      // From here to where it sleeps nothing is awaited, so that no command is missed.
      const now = performance.now();
      const { wantsStep } = this;
      const waits = wantsStep && this.lockstep.stepsAllowed <= 0;
      if (this.shouldEvaluate(wantsStep)) await this.evaluate();
      else if (wantsStep && !waits && now >= this.nextStepAt) {
        const interval = 1000 / this.stepsPerSecond;
        this.nextStepAt = Math.max(this.nextStepAt, now - interval) + interval;
        await this.trainSteps();
        this.lockstep.wakeBoth();
        if (this.attending) await this.sleep(ATTEND_REST_MS);
      } else if (waits) {
        await this.sleep(FRAME_EVERY_MS);
      } else if (!this.hasNews() || !this.credit) {
        await this.sleep(wantsStep ? this.nextStepAt - now : undefined);
      }
      if (this.closed) break;
      if (this.divergedAt !== undefined) {
        await this.sendFrame(0); // the numbers up to here
        this.options.events.diverged(this.divergedAt);
        break;
      }
      await this.maybeFrame(wantsStep);
      await this.options.breathe();
    }
    await Promise.all(this.inFlight);
  }

  /** Only weights and the step change: what was measured on the way stays measured. */
  private async arrive(): Promise<void> {
    const { destination } = this;
    if (!destination) return;
    await Promise.all(this.inFlight.splice(0));
    while (this.holds > 0) await this.held;
    if (this.losses.length > 0) await this.sendFrame(0); // the numbers up to here
    this.destination = undefined;
    this.trainer.restore(destination.checkpoint);
    this.keeper.goneTo(this.trainer.step);
    this.firstStep = this.trainer.step + 1;
    this.evaluatedStep = -1;
    this.framedStep = -1;
    destination.arrived();
  }

  private async tend(): Promise<void> {
    this.tended = this.subject.tend();
    await this.tended;
  }

  private async trainSteps(): Promise<void> {
    const start = performance.now();
    if (this.trainer.step > 0 && this.subject.untended === 0) await this.tend();
    const { trainer } = this;
    const plays = this.playing || this.lockstep.follows;
    const together = trainer.replays && plays && !this.attending && this.stepsPerSecond === Number.POSITIVE_INFINITY;
    const count = together
      ? Math.min(this.pace.steps, this.lockstep.stepsAllowed, this.subject.untended || Number.POSITIVE_INFINITY)
      : 1;
    this.stepsWanted = Math.max(0, this.stepsWanted - count);
    const first = trainer.step + 1;
    const recorded = trainer.take(this.knobs, count).then((rows) => {
      this.pace.took(count, start);
      const width = rows.length / count;
      for (let i = 0; i < count; i++) this.record(first + i, rows.subarray(i * width, (i + 1) * width));
    });
    this.inFlight.push(recorded);
    while (this.inFlight.length > this.options.stepsInFlight) await this.inFlight.shift();
    this.trainedMs += performance.now() - start;
  }

  private record(step: number, row: Float32Array): void {
    if (this.closed || this.divergedAt !== undefined) return;
    const total = row[0] as number;
    if (!Number.isFinite(total)) {
      this.divergedAt ??= step;
      return;
    }
    this.keeper.record(step, total);
    this.losses.push(...row);
    this.rate.count(this.trainer.batches.size);
  }

  private shouldEvaluate(wantsStep: boolean): boolean {
    const outdated = this.evaluatedStep !== this.trainer.step || this.staleKnobs;
    if (!outdated || (wantsStep && this.attending)) return false;
    // The first loss is waited for by a whole class: it is shown before all held-out images are gone through.
    if (wantsStep && this.framedStep <= 0) return false;
    // What the last steps gave is shown first: a pass may take seconds where there is no fast backend.
    if (!wantsStep && this.losses.length > 0 && this.credit) return false;
    return !wantsStep || this.evaluatedStep < 0 || this.evaluatedMs < EVALUATION_SHARE * this.trainedMs;
  }

  private async evaluate(): Promise<void> {
    const start = performance.now();
    const { knobs } = this;
    const { step } = this.trainer;
    this.staleKnobs = false;
    const evaluation = await this.subject.evaluate(knobs, () => this.breatheOpen());
    if (!evaluation) return;
    this.weights = Object.values(this.trainer.termWeights(knobs));
    this.evaluation = { ...evaluation, step };
    this.evaluatedStep = step;
    // The first one, before any step, is not held against those that follow.
    if (step > 0) this.evaluatedMs += performance.now() - start;
  }

  private async breatheOpen(): Promise<boolean> {
    await this.options.breathe();
    return !this.closed;
  }

  private get attending(): boolean {
    return performance.now() < this.attendUntil;
  }

  get step(): number {
    return this.trainer.step;
  }

  get wantsStep(): boolean {
    return this.lockstep.follows ? this.lockstep.isLed : this.playing || this.stepsWanted > 0;
  }

  /** Whether it takes steps, as long as nobody stops it. */
  get isTraining(): boolean {
    return this.playing && !this.closed;
  }

  private hasNews(): boolean {
    const stopped = !this.wantsStep && this.framedRate > 0;
    return this.losses.length > 0 || this.evaluation !== undefined || this.framedStep !== this.trainer.step || stopped;
  }

  private async maybeFrame(wantsStep: boolean): Promise<void> {
    if (!this.credit || !this.hasNews()) return;
    const every = this.attending ? ATTEND_FRAME_EVERY_MS : FRAME_EVERY_MS;
    if (wantsStep && performance.now() - this.lastFrame < every) return;
    if (!wantsStep) await Promise.all(this.inFlight.splice(0));
    if (this.closed) return;
    await this.sendFrame(wantsStep ? this.rate.perSecond() : 0);
  }

  private async sendFrame(examplesPerSecond: number): Promise<void> {
    const shown = await this.subject.show((x, numbers) => this.spoilt(x, numbers));
    const { evaluation, losses, firstStep } = this;
    this.firstStep += losses.length / (this.terms.length + 1);
    this.losses = [];
    this.evaluation = undefined;
    this.credit = false;
    this.lastFrame = performance.now();
    this.framedStep = this.trainer.step;
    this.framedRate = examplesPerSecond;
    this.options.events.frame({
      step: this.firstStep - 1,
      examplesPerSecond,
      terms: this.terms,
      weights: this.weights,
      losses: Float32Array.from(losses),
      firstStep,
      ...shown,
      ...(evaluation && { evaluation }),
      ...(this.lockstep.follows && { behind: this.lockstep.behind }),
      knobs: this.knobs,
    });
  }

  wake(): void {
    this.wakeUp();
  }

  private sleep(ms: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      this.wakeUp = resolve;
      if (ms !== undefined) setTimeout(resolve, ms);
    });
  }

  /** The live knobs as they are now. */
  get liveKnobs(): LiveKnobs {
    return this.knobs;
  }

  /** What the page needs to know of this run before its first frame. */
  get info() {
    return { parameters: this.trainer.parameters.count, adopted: this.adopted, ...this.subject.info };
  }
}
