import { type AskOptions, QueryRefused } from "../../workers/client";

export interface Question<T> {
  /** What is asked: as soon as one of these is another, it is asked anew. */
  readonly key: readonly unknown[];
  /** What of the model it is about, such as its last evaluation: when that is another, the same is asked again. */
  readonly version?: unknown;
  /** The run that is asked. */
  readonly run: number;
  /** After an answer, so many times as long as it took before the same is asked again: training keeps most of the time. */
  readonly rest?: number;
  readonly ask: (options: AskOptions) => Promise<T>;
}

/** An answer, with the question that it belongs to: a newer one may be under way. */
export type Said<T> = Omit<Question<T>, "ask"> & { readonly answer: T };

export interface Hearer<T> {
  said(said: Said<T>): void;
  /** How far the one under way is, in [0, 1]; undefined where none is, or it has not taken long yet. */
  progress(share: number | undefined): void;
  /** It was not answered; `isBroken` where that is not for want of a run. */
  failed(isBroken: boolean): void;
}

/** What takes no longer is waited for, so that a hand sees something on its way; and it needs no bar. */
const QUICK_MS = 300;
const REST = 2;
const LEAST_REST_MS = 400;

/**
 * Keeps up with a question about the live model: one is under way at a time, and then the newest. Another question is asked as
 * soon as the one under way is answered, or has taken long; the same one after a rest.
 */
export class Inquiry<T> {
  private wanted: Question<T> | undefined;
  private asked: Question<T> | undefined;
  private underWay: { readonly abort: AbortController; readonly since: number } | undefined;
  private restUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly hearer: Hearer<T>,
    /** Whether nobody sees the page: then nothing is asked. */
    private readonly isHidden: () => boolean,
  ) {}

  /** Takes note of what is to be known now; of nothing, what is under way is given up. */
  want(question: Question<T> | undefined): void {
    this.wanted = question;
    this.go();
  }

  /** Gives up what is under way; the same is not asked before its version is another. */
  cancel(): void {
    const { underWay } = this;
    if (!underWay) return;
    underWay.abort.abort();
    this.finish(underWay.since);
  }

  /** Looks whether there is something to ask. */
  go(): void {
    const { wanted } = this;
    const isSame = wanted !== undefined && this.asked !== undefined && isSameQuestion(wanted, this.asked);
    const now = performance.now();
    if (this.underWay) {
      const isOver = wanted?.run !== this.asked?.run || now - this.underWay.since >= QUICK_MS;
      if (isSame || !isOver) return;
      this.cancel();
      this.asked = undefined;
    }
    if (!wanted || this.isHidden() || (isSame && Object.is(wanted.version, this.asked?.version))) return;
    clearTimeout(this.timer);
    if (isSame && now < this.restUntil) this.timer = setTimeout(() => this.go(), this.restUntil - now);
    else void this.ask(wanted);
  }

  private async ask(question: Question<T>): Promise<void> {
    const mine = { abort: new AbortController(), since: performance.now() };
    this.underWay = mine;
    this.asked = question;
    this.timer = setTimeout(() => this.go(), QUICK_MS); // another question may wait by then
    const onProgress = (done: number, total: number) => {
      if (this.underWay === mine && performance.now() - mine.since >= QUICK_MS) this.hearer.progress(done / total);
    };
    try {
      const answer = await question.ask({ signal: mine.abort.signal, onProgress });
      const { ask: _, ...about } = question;
      if (this.underWay === mine) this.hearer.said({ ...about, answer });
    } catch (error) {
      const isBroken = error instanceof QueryRefused && error.failure.kind === "internal";
      if (this.underWay === mine) this.hearer.failed(isBroken);
    }
    if (this.underWay !== mine) return;
    this.finish(mine.since);
    this.go();
  }

  private finish(since: number): void {
    const now = performance.now();
    this.underWay = undefined;
    this.restUntil = now + Math.max(LEAST_REST_MS, (this.asked?.rest ?? REST) * (now - since));
    this.hearer.progress(undefined);
  }
}

/** Whether it is the same question, though perhaps about another version of the model. */
export function isSameQuestion(
  a: Pick<Question<unknown>, "run" | "key">,
  b: Pick<Question<unknown>, "run" | "key">,
): boolean {
  return a.run === b.run && a.key.length === b.key.length && a.key.every((part, i) => Object.is(part, b.key[i]));
}
