import type { CDPSession, Page } from "@playwright/test";

/** Bytes of JavaScript objects, and of the buffers they hold (typed arrays, WebAssembly memory), after a collection. */
export interface Heap {
  readonly objects: number;
  readonly buffers: number;
}

interface Usage {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
}
type Send = (method: string) => Promise<Usage>;

/** Reads the heaps of a page and of its worker. */
export class Heaps {
  private constructor(
    private readonly page: Send,
    private readonly worker: Send,
  ) {}

  static async of(page: Page): Promise<Heaps> {
    const session = await page.context().newCDPSession(page);
    const attached = new Promise<string>((resolve) =>
      session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
        if (targetInfo.type === "worker") resolve(sessionId);
      }),
    );
    await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false });
    return new Heaps((method) => session.send(method as "Runtime.getHeapUsage"), throughPage(session, await attached));
  }

  async read(): Promise<{ page: Heap; worker: Heap }> {
    return { page: await heap(this.page), worker: await heap(this.worker) };
  }
}

async function heap(send: Send): Promise<Heap> {
  for (let i = 0; i < 3; i++) await send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 } = await send("Runtime.getHeapUsage");
  return { objects: usedSize, buffers: backingStorageSize };
}

/** A worker has no session of its own in Playwright: its messages travel inside its page's. */
function throughPage(session: CDPSession, sessionId: string): Send {
  let nextId = 1;
  const waiting = new Map<number, (result: Usage) => void>();
  session.on("Target.receivedMessageFromTarget", ({ sessionId: from, message }) => {
    if (from !== sessionId) return;
    const { id, result } = JSON.parse(message) as { id: number; result: Usage };
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return (method) =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      void session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) });
    });
}
