import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { latestOnly, QueryRefused, type RunEvent, TrainingClient } from "./client";
import type { Command, Query, WorkerEvent } from "./protocol";

/** A worker that only notes what it is told. */
class FakeWorker {
  readonly heard: (Command | Query)[] = [];
  terminated = false;
  onmessage: ((event: { data: WorkerEvent }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  onmessageerror: (() => void) | null = null;

  postMessage(message: Command | Query): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  says(event: WorkerEvent): void {
    this.onmessage?.({ data: event });
  }
  get queries(): Query[] {
    return this.heard.filter((message): message is Query => message.type === "query");
  }
}

const workers: FakeWorker[] = [];
const events: RunEvent[] = [];
const deaths: string[] = [];
let client: TrainingClient;
const latest = () => workers.at(-1) as FakeWorker;

beforeEach(() => {
  vi.useFakeTimers();
  for (const list of [workers, events, deaths]) list.length = 0;
  client = new TrainingClient({
    createWorker: () => {
      workers.push(new FakeWorker());
      return latest() as unknown as Worker;
    },
    onEvent: (event) => events.push(event),
    onDeath: (detail) => deaths.push(detail),
  });
  client.start();
});

afterEach(() => {
  client.stop();
  vi.useRealTimers();
});

describe("questions", () => {
  it("are answered by id, in whatever order", async () => {
    const first = client.ask("images", { indices: [1] });
    const second = client.ask("images", { indices: [2] });
    const [a, b] = latest().queries.map(({ id }) => id) as [number, number];
    expect(a).not.toBe(b);
    latest().says({ type: "answer", id: b, answer: { pixels: Uint8Array.of(2) } });
    latest().says({ type: "answer", id: a, answer: { pixels: Uint8Array.of(1) } });
    expect((await first).pixels).toEqual(Uint8Array.of(1));
    expect((await second).pixels).toEqual(Uint8Array.of(2));
    expect(events, "answers are nobody else's news").toEqual([]);
  });

  it("are refused by id, with what was wrong", async () => {
    const refused = client.ask("pca", {});
    const answered = client.ask("pca", {});
    const [a, b] = latest().queries.map(({ id }) => id) as [number, number];
    latest().says({ type: "refused", id: a, failure: { kind: "internal", detail: "why" } });
    latest().says({ type: "answer", id: b, answer: { mse: 0.5 } });
    await expect(refused).rejects.toMatchObject({ failure: { kind: "internal", detail: "why" } });
    await expect(refused).rejects.toBeInstanceOf(QueryRefused);
    expect(await answered).toEqual({ mse: 0.5 });
  });

  it("report their own progress, and pass on a cancellation", async () => {
    const progress: [number, number][] = [];
    const abort = new AbortController();
    const importing = client.ask(
      "importFiles",
      { files: [] },
      { signal: abort.signal, onProgress: (done, total) => progress.push([done, total]) },
    );
    const id = latest().queries[0]?.id as number;
    latest().says({ type: "progress", id, done: 1, total: 4 });
    latest().says({ type: "progress", id: id + 1, done: 3, total: 4 });
    expect(progress).toEqual([[1, 4]]);
    abort.abort();
    expect(latest().heard).toContainEqual({ type: "cancel", id });
    latest().says({ type: "refused", id, failure: { kind: "cancelled" } });
    await expect(importing).rejects.toMatchObject({ failure: { kind: "cancelled" } });
  });

  it("are refused at once where there is no worker", async () => {
    client.stop();
    await expect(client.ask("pca", {})).rejects.toMatchObject({ failure: { kind: "no-run" } });
  });

  it("are refused when the worker is stopped, and an answer that comes later changes nothing", async () => {
    const asked = client.ask("pca", {});
    const worker = latest();
    client.stop();
    await expect(asked).rejects.toMatchObject({ failure: { kind: "no-run" } });
    expect(worker.terminated).toBe(true);
    worker.says({ type: "answer", id: worker.queries[0]?.id as number, answer: { mse: 1 } });
    expect(deaths, "stopping is not dying").toEqual([]);
  });
});

describe("events", () => {
  it("of a run are handed on, with the progress of its loading", () => {
    const failed: WorkerEvent = { type: "failed", run: 3, failure: { kind: "diverged", step: 5 } };
    const progress: WorkerEvent = { type: "progress", run: 3, task: "download", done: 1, total: 2 };
    latest().says(failed);
    latest().says(progress);
    latest().says({ type: "pong" });
    expect(events).toEqual([failed, progress]);
  });
});

describe("the watch over the worker", () => {
  it("leaves one alone that answers", () => {
    for (let second = 0; second < 120; second++) {
      vi.advanceTimersByTime(1000);
      latest().says({ type: "pong" });
    }
    expect(deaths).toEqual([]);
    expect(latest().terminated).toBe(false);
  });

  it("takes any word for a sign of life", () => {
    for (let second = 0; second < 30; second++) {
      vi.advanceTimersByTime(1000);
      latest().says({ type: "failed", run: 1, failure: { kind: "internal", detail: "" } });
    }
    expect(deaths).toEqual([]);
  });

  it("ends one that is silent for ten seconds, once, and refuses what was asked of it", async () => {
    const asked = client.ask("pca", {});
    const refused = expect(asked).rejects.toMatchObject({ failure: { kind: "no-run" } });
    vi.advanceTimersByTime(10_000);
    expect(deaths).toEqual([]);
    expect(latest().heard.filter(({ type }) => type === "ping").length).toBe(10);
    vi.advanceTimersByTime(1000);
    expect(deaths).toEqual(["no answer"]);
    expect(latest().terminated).toBe(true);
    await refused;
    vi.advanceTimersByTime(60_000);
    expect(deaths.length).toBe(1);
  });

  it("ends one that throws, and says what it threw", () => {
    const preventDefault = vi.fn();
    latest().onerror?.({ message: "out of memory", preventDefault });
    expect(deaths).toEqual(["out of memory"]);
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(latest().terminated).toBe(true);
    vi.advanceTimersByTime(60_000);
    expect(deaths.length).toBe(1);
  });

  it("ends one whose words cannot be read", () => {
    latest().onmessageerror?.();
    expect(deaths.length).toBe(1);
  });

  it("gives a new worker as much time as the first", () => {
    vi.advanceTimersByTime(9000);
    client.stop();
    client.start();
    expect(workers.length).toBe(2);
    vi.advanceTimersByTime(9000);
    expect(deaths).toEqual([]);
    client.send({ type: "play" });
    expect(latest().heard).toContainEqual({ type: "play" });
    expect(workers[0]?.heard).not.toContainEqual({ type: "play" });
  });
});

describe("latestOnly", () => {
  it("asks at once, and of those that come meanwhile only the newest", async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const ask = latestOnly<number>((value) => {
      asked.push(value);
      return new Promise((resolve) => answers.push(resolve));
    });
    for (const value of [1, 2, 3, 4]) ask(value);
    expect(asked).toEqual([1]);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([1, 4]);
    ask(5);
    answers[1]?.();
    await vi.advanceTimersByTimeAsync(0);
    answers[2]?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([1, 4, 5]);
    ask(6);
    expect(asked, "free again").toEqual([1, 4, 5, 6]);
  });
});
