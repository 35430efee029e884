/** Peers on WebGPU in Node (Dawn), where there is a GPU that no browser reaches. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { locateChromium, softwareGpu } from "../../scripts/lib/chromium.mjs";
import { PlainError } from "../../scripts/lib/run.mjs";
import { Peers, type Transport } from "./peers";
import type { Answers, Peer, Refusal, Request } from "./work/messages";

const PEER = new URL("./node/peer.ts", import.meta.url);

/** The environment must be there before a process starts: that is when it looks for drivers. */
type Environment = Readonly<Record<string, string>>;

/** A question to a process that dies before it answers fails; a process that waits for questions does not end. */
function ask(child: ChildProcess, request: Request): Promise<Answers[keyof Answers]> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null, signal: string | null) =>
      reject(new Error(`the process ended with ${signal ?? code}`));
    child.once("exit", died);
    child.once("message", (answer: Answers[keyof Answers] | Refusal) => {
      child.off("exit", died);
      if (answer && "error" in answer) reject(new Error(answer.error));
      else resolve(answer);
    });
    child.send(request);
  });
}

class Processes implements Transport {
  readonly about = { node: process.version };
  private readonly children = new Map<Peer, ChildProcess>();

  constructor(private readonly environment: Environment) {}

  async launch(peer: Peer): Promise<void> {
    this.children.set(peer, launch(this.environment));
  }
  ask(peer: Peer, request: Request): Promise<Answers[keyof Answers]> {
    const child = this.children.get(peer);
    return child ? ask(child, request) : Promise.reject(new Error(`${peer} was not launched`));
  }
  async stop(peer: Peer): Promise<void> {
    const child = this.children.get(peer);
    if (child) await end(child);
    this.children.delete(peer);
  }
  async stopAll(): Promise<void> {
    for (const peer of [...this.children.keys()]) await this.stop(peer);
  }
}

function launch(environment: Environment, output: "inherit" | "ignore" = "inherit"): ChildProcess {
  const env = { ...process.env, ...environment };
  // JSON, the usual form of messages, has no NaN, which a loss may be.
  return fork(PEER, { env, stdio: ["ignore", output, output, "ipc"], serialization: "advanced" });
}

/** Resolves once a process is gone, with all that it held. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill();
  await gone;
}

async function findsGpu(environment: Environment): Promise<boolean> {
  const child = launch(environment, "ignore"); // without a driver, Dawn complains
  try {
    return (await ask(child, { type: "adapter" })) !== null;
  } catch {
    return false;
  } finally {
    await end(child);
  }
}

/** The GPU of this machine, else the one that is drawn by the processor and comes with Chromium. */
async function gpuEnvironment(): Promise<Environment> {
  const software = softwareGpu(locateChromium());
  for (const environment of [{}, software]) if (await findsGpu(environment)) return environment;
  throw new PlainError("Node finds no WebGPU device: there is neither a Vulkan driver nor Chromium's software GPU.");
}

export async function withNodePeers<Result>(use: (peers: Peers) => Promise<Result>): Promise<Result> {
  const processes = new Processes(await gpuEnvironment());
  try {
    return await use(new Peers(processes));
  } finally {
    await processes.stopAll();
  }
}
