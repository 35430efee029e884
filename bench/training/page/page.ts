/** The page of the training benches: one worker a peer, asked in turn. */
import type { Answers, BlockResult, Peer, Refusal, Request } from "../work/messages";

const workers = new Map<Peer, Worker>();

function ask(peer: Peer, request: Request): Promise<Answers[keyof Answers]> {
  const worker = workers.get(peer);
  if (!worker) throw new Error(`${peer} was not launched`);
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message: text }) => reject(new Error(text));
    worker.onmessage = ({ data }: MessageEvent<Answers[keyof Answers] | Refusal>) =>
      data && "error" in data ? reject(new Error(data.error)) : resolve(data);
    worker.postMessage(request);
  });
}

function launch(peer: Peer): void {
  workers.set(peer, new Worker(new URL("./peer.worker.ts", import.meta.url), { type: "module" }));
}

function stop(peer: Peer): void {
  workers.get(peer)?.terminate();
  workers.delete(peer);
}

declare global {
  /** What the bench calls through the browser's debugger. */
  var peers: {
    launch(peer: Peer): void;
    ask(peer: Peer, request: Request): Promise<Answers[keyof Answers]>;
    stop(peer: Peer): void;
  };
  /** The first loss of the peer that the address asked for, and when the page had it (ms since navigation). */
  var firstLoss: { readonly at: number; readonly loss: number } | { readonly error: string } | undefined;
}

globalThis.peers = { launch, ask, stop };

/** `#{"type":"start",…}` trains as soon as the page is open, as a page would that does nothing else. */
async function startAtOnce(request: Extract<Request, { type: "start" }>): Promise<void> {
  launch(request.peer);
  try {
    const { loss } = (await ask(request.peer, request)) as BlockResult;
    globalThis.firstLoss = { at: performance.now(), loss };
  } catch (error) {
    globalThis.firstLoss = { error: String(error) };
  }
}

if (location.hash) void startAtOnce(JSON.parse(decodeURIComponent(location.hash.slice(1))));
