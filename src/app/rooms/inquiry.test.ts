import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Hearer, Inquiry, type Question, type Said } from "./inquiry";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An inquiry whose answers take `ms`: each repeats the first part of its key and its version. */
function setUp(ms: number) {
  const asked: string[] = [];
  const heard: string[] = [];
  const shares: (number | undefined)[] = [];
  let hidden = false;
  const hearer: Hearer<string> = {
    said: ({ answer }: Said<string>) => heard.push(answer),
    progress: (share) => shares.push(share),
    failed: () => heard.push("failed"),
  };
  const inquiry = new Inquiry(hearer, () => hidden);
  const question = (what: string, version = 0, run = 1): Question<string> => ({
    key: [what],
    version,
    run,
    ask: ({ signal, onProgress }) => {
      asked.push(`${what}${version}`);
      return new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error("cancelled")));
        setTimeout(() => onProgress?.(1, 2), ms / 2);
        setTimeout(() => resolve(`${what}${version}`), ms);
      });
    },
  });
  const hide = (isHidden: boolean) => {
    hidden = isHidden;
    inquiry.go();
  };
  return { inquiry, question, asked, heard, shares, hide };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("an inquiry", () => {
  test("asks the same again when the model is another, after a rest", async () => {
    const { inquiry, question, asked, heard } = setUp(250);
    inquiry.want(question("a", 0));
    await pass(250);
    inquiry.want(question("a", 0));
    inquiry.want(question("a", 1));
    await pass(499);
    expect(asked).toEqual(["a0"]);
    await pass(1);
    expect(asked).toEqual(["a0", "a1"]);
    await pass(5_000);
    expect(heard).toEqual(["a0", "a1"]);
    expect(asked).toHaveLength(2);
  });

  test("answers a hand on its way: what is quick is waited for, then the newest is asked at once", async () => {
    const { inquiry, question, asked, heard } = setUp(100);
    inquiry.want(question("a"));
    await pass(50);
    inquiry.want(question("b"));
    inquiry.want(question("c"));
    await pass(50);
    expect(heard).toEqual(["a0"]);
    expect(asked).toEqual(["a0", "c0"]);
  });

  test("gives up what takes long for another question", async () => {
    const { inquiry, question, asked, heard } = setUp(2_000);
    inquiry.want(question("a"));
    await pass(100);
    inquiry.want(question("b"));
    await pass(199);
    expect(asked).toEqual(["a0"]);
    await pass(1);
    expect(asked).toEqual(["a0", "b0"]);
    await pass(2_000);
    expect(heard).toEqual(["b0"]);
  });

  test("gives up the question of a run that has gone, or that nobody asks any more", async () => {
    const { inquiry, question, asked, heard } = setUp(200);
    inquiry.want(question("a", 0, 1));
    inquiry.want(question("a", 0, 2));
    expect(asked).toEqual(["a0", "a0"]);
    inquiry.want(undefined);
    await pass(1_000);
    expect(heard).toEqual([]);
    inquiry.want(question("a", 0, 2));
    await pass(200);
    expect(heard).toEqual(["a0"]);
  });

  test("tells how far it is only of what takes long, and no longer than that", async () => {
    const quick = setUp(200);
    quick.inquiry.want(quick.question("a"));
    await pass(200);
    expect(quick.shares).toEqual([undefined]);
    const slow = setUp(2_000);
    slow.inquiry.want(slow.question("a"));
    await pass(2_000);
    expect(slow.shares).toEqual([0.5, undefined]);
  });

  test("once cancelled, is asked again only about another version", async () => {
    const { inquiry, question, asked } = setUp(2_000);
    inquiry.want(question("a"));
    await pass(1_000);
    inquiry.cancel();
    inquiry.want(question("a"));
    await pass(10_000);
    expect(asked).toEqual(["a0"]);
    inquiry.want(question("a", 1));
    expect(asked).toEqual(["a0", "a1"]);
  });

  test("asks nothing while the page is hidden", async () => {
    const { inquiry, question, asked, hide } = setUp(10);
    hide(true);
    inquiry.want(question("a"));
    await pass(1_000);
    expect(asked).toEqual([]);
    hide(false);
    expect(asked).toEqual(["a0"]);
  });
});
