/** One peer in a thread of its own, as the page trains: no peer sees another's kernels. */
import type { Answers, Refusal, Request } from "../work/messages";
import { peerOn } from "../work/peer";
import { PAGE } from "./host";

/** The benches are type-checked with the DOM library, which does not know that this is a worker. */
const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(message: Answers[keyof Answers] | Refusal): void;
};

const answer = peerOn(PAGE);

thread.onmessage = async ({ data }) => {
  try {
    thread.postMessage(await answer(data));
  } catch (error) {
    thread.postMessage({ error: String(error) });
  }
};
