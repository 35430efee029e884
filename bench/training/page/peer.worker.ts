/** One peer in a thread of its own, as the page trains: no peer sees another's kernels. */
import { bootTensorFlow } from "./boot";
import { issue } from "./issue";
import type { BlockResult, IssueResult, Peer, Request, WorkId } from "./messages";
import { playgroundWork } from "./playground";
import { stockConv } from "./stockConv";
import { stockVae } from "./stockVae";
import type { Work } from "./work";

/** The benches are type-checked with the DOM library, which does not know that this is a worker. */
const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(message: BlockResult | IssueResult | { error: string }): void;
};

let current: Work;

async function start(peer: Peer, work: WorkId): Promise<Work> {
  const [, engine, backend] = /^(playground|tfjs|jax-js)-(.+)$/.exec(peer) as unknown as [string, string, string];
  if (engine === "jax-js") {
    const { jaxWork } = await import("./jax");
    return jaxWork(work, backend);
  }
  await bootTensorFlow(backend);
  if (engine === "playground") return playgroundWork(work, backend);
  return work === "dense" ? stockVae() : stockConv();
}

async function block(steps: number): Promise<BlockResult> {
  const began = performance.now();
  for (let i = 0; i < steps; i++) await current.step();
  const loss = await current.finish();
  return { ms: performance.now() - began, loss };
}

async function answer(request: Request): Promise<BlockResult | IssueResult> {
  if (request.type === "issue") return issue(current, request.steps);
  if (request.type === "block") return block(request.steps);
  current = await start(request.peer, request.work);
  return block(1);
}

thread.onmessage = async ({ data }) => {
  try {
    thread.postMessage(await answer(data));
  } catch (error) {
    thread.postMessage({ error: String(error) });
  }
};
