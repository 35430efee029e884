/** One sample being drawn number by number: pressed on, gone back to, changed by hand. Asks the worker one thing at a time. */
import type { Grid } from "../../../engine/priors/prior";
import type { Queries } from "../../../workers/protocol";
import type { Step } from "../../../workers/rooms/prior";

type Kind = "beginSample" | "drawUntil" | "override";
export type AskWorker = <K extends Kind>(kind: K, question: Queries[K]["ask"]) => Promise<Queries[K]["answer"]>;

export type Wanted = Pick<Queries["beginSample"]["ask"], "label" | "draw" | "temperature">;

export interface Drawing {
  readonly grid: Grid;
  /** The training step of the prior that it is drawn from: it stays what it was. */
  readonly step: number;
  /** Numbers in the sample, and those that are there. */
  readonly draws: number;
  readonly done: number;
  /** −1 where there is none yet. */
  readonly values: Int32Array;
  /** Of the last number; nothing before the first. */
  readonly probabilities?: Float32Array;
  readonly pixels?: Uint8Array;
  /** The numbers that a person has put there. */
  readonly byHand: ReadonlySet<number>;
  /** What it came to before any was put there by hand. */
  readonly before?: Uint8Array;
}

export interface Played {
  readonly drawing?: Drawing | undefined;
  readonly playing: boolean;
  /** The worker could not, and why is not known here: the run went on, or ended. */
  readonly failed: boolean;
}

export class Player {
  played: Played = { playing: false, failed: false };
  private line: Promise<void> = Promise.resolve();
  private waiting = 0;
  /** Numbers that are due, by the time that has passed. */
  private due = 0;
  private wanted: Wanted | undefined;
  private closed = false;

  constructor(
    private readonly ask: AskWorker,
    private readonly changed: (played: Played) => void,
  ) {}

  /**
   * Begins a sample; of several that are wanted one after the other, the last.
   * @param keeps goes on until as much is there as of the one before, to show what else comes of what is wanted now
   */
  begin(wanted: Wanted, keeps = false): Promise<void> {
    this.wanted = wanted;
    return this.inLine(async (last) => {
      if (this.wanted !== wanted) return;
      const { grid, step, draws } = await this.ask("beginSample", wanted);
      this.due = 0;
      const empty = new Int32Array(draws).fill(-1);
      const drawing: Drawing = { grid, step, draws, done: 0, values: empty, byHand: new Set() };
      const until = keeps ? (last?.done ?? 0) : 0;
      if (until === 0) this.set({ drawing });
      else this.take(drawing, await this.ask("drawUntil", { until }), drawing.byHand);
    });
  }

  /** Draws so many numbers more. */
  next(count = 1): Promise<void> {
    return this.inLine(async (drawing) => {
      if (!drawing || drawing.done === drawing.draws) return;
      const until = Math.min(drawing.draws, drawing.done + count);
      this.take(drawing, await this.ask("drawUntil", { until }), drawing.byHand);
    });
  }

  /**
   * Goes back to a number that is there: those after it are to be drawn again, and unless it is given another value they will come
   * out as they were, since chance is a matter of their places alone.
   */
  put(place: number, value?: number): Promise<void> {
    return this.inLine(async (drawing) => {
      const stood = drawing?.values[place] ?? -1;
      if (!drawing || stood < 0) return;
      const byHand = new Set([...drawing.byHand].filter((other) => other <= place));
      if (value !== undefined && value !== stood) byHand.add(place);
      this.take(drawing, await this.ask("override", { place, value: value ?? stood }), byHand);
    });
  }

  play(): void {
    this.due = 0;
    this.set({ playing: true });
  }

  pause(): void {
    this.set({ playing: false });
  }

  /** Time has passed: what is due is drawn, unless the worker is still busy with what was. */
  tick(seconds: number, perSecond: number): void {
    const { playing, drawing } = this.played;
    if (!playing || !drawing || this.waiting > 0) return;
    this.due += seconds * perSecond;
    const count = Math.min(drawing.draws, Math.floor(this.due));
    if (count === 0) return;
    this.due = 0;
    void this.next(count);
  }

  close(): void {
    this.closed = true;
  }

  private take(drawing: Drawing, { done, values, probabilities, pixels }: Step, byHand: ReadonlySet<number>): void {
    const isWhole = done === drawing.draws;
    this.set({
      drawing: {
        ...drawing,
        ...{ done, values, probabilities, pixels, byHand },
        ...(isWhole && byHand.size === 0 && { before: pixels }),
      },
      ...(isWhole && { playing: false }),
    });
  }

  private async inLine(act: (drawing: Drawing | undefined) => Promise<void>): Promise<void> {
    this.waiting++;
    const before = this.line;
    const own = (async () => {
      await before;
      if (this.closed) return;
      try {
        await act(this.played.drawing);
        if (this.played.failed) this.set({ failed: false });
      } catch {
        this.set({ playing: false, failed: true });
      }
    })();
    this.line = own;
    await own;
    this.waiting--;
  }

  private set(change: Partial<Played>): void {
    this.played = { ...this.played, ...change };
    if (!this.closed) this.changed(this.played);
  }
}
