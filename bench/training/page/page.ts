/** The page of the training bench: one worker a peer, asked for blocks of steps in turn. */
import type { BlockResult, IssueResult, Peer, Request, WorkId } from "./messages";

const workers = new Map<Peer, Worker>();

function ask<Answer>(peer: Peer, message: Request): Promise<Answer> {
  const worker = workers.get(peer);
  if (!worker) throw new Error(`${peer} was not started`);
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message: text }) => reject(new Error(text));
    worker.onmessage = ({ data }: MessageEvent<Answer | { error: string }>) =>
      data instanceof Object && "error" in data ? reject(new Error(data.error)) : resolve(data);
    worker.postMessage(message);
  });
}

declare global {
  /** What the bench calls through the browser's debugger. */
  var peers: {
    start(peer: Peer, work: WorkId): Promise<BlockResult>;
    block(peer: Peer, steps: number): Promise<BlockResult>;
    issue(peer: Peer, steps: number): Promise<IssueResult>;
    stop(peer: Peer): void;
  };
}

globalThis.peers = {
  start(peer, work) {
    workers.set(peer, new Worker(new URL("./peer.worker.ts", import.meta.url), { type: "module" }));
    return ask(peer, { type: "start", peer, work });
  },
  block: (peer, steps) => ask(peer, { type: "block", steps }),
  issue: (peer, steps) => ask(peer, { type: "issue", steps }),
  stop(peer) {
    workers.get(peer)?.terminate();
    workers.delete(peer);
  },
};
