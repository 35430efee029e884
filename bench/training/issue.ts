/**
 * What it takes to hand one training step of the VAE to the GPU: calls, and the time of the thread that makes them. A
 * step includes the making of its batch and noise, wherever a peer does that.
 */
import { machine } from "../lib/machine";
import type { BenchResult } from "../lib/result";
import { median, quantile, round } from "../lib/statistics";
import { table } from "../lib/table";
import { assertSameLosses, OTHERS, OWN, type Peers, reasonOf, type Warm, warmUp, withBest } from "./peers";
import { type Options, withPeers } from "./withPeers";
import type { IssueResult, Peer } from "./work/messages";

const WORK = "dense";
const HEADER = ["peer", "dispatches", "submits", "writeBuffer", "ms to issue", "spread", "ratio"];

/** Peers take turns, so that a noisy second hits them alike. */
async function takeTurns(peers: Peers, names: readonly Peer[], rounds: number, steps: number) {
  const results = new Map<Peer, IssueResult[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, list] of results) list.push(await peers.issue(name, steps));
  return results;
}

function summarize(results: readonly IssueResult[]) {
  const perStep = (name: "dispatches" | "submits" | "writes") =>
    round(median(results.map((result) => result[name])), 2);
  const ms = results.flatMap((result) => result.ms);
  return {
    dispatches: perStep("dispatches"),
    submits: perStep("submits"),
    writes: perStep("writes"),
    issueMs: round(median(ms), 3),
    spread: [round(quantile(ms, 0.1), 3), round(quantile(ms, 0.9), 3)],
  };
}
type Summary = ReturnType<typeof summarize>;

const row = (name: string, { dispatches, submits, writes, issueMs, spread }: Summary, ratio: number) =>
  [name, dispatches, submits, writes, issueMs, spread.join(" – "), ratio].map(String);

export const runIssue = ({ quick, runtime }: Options): Promise<BenchResult> =>
  withPeers("gpu", runtime, async (peers) => {
    const own = OWN.gpu;
    const warm: Warm = await warmUp(peers, own, { work: WORK });
    const missing: Record<string, { missing: string }> = {};
    const running: Peer[] = [];
    for (const peer of OTHERS.gpu[WORK]) {
      try {
        assertSameLosses(await warmUp(peers, peer, { work: WORK }), warm);
        running.push(peer);
      } catch (error) {
        missing[peer] = { missing: reasonOf(error) };
        await peers.stop(peer);
      }
    }
    const results = await takeTurns(peers, [own, ...running], quick ? 2 : 5, quick ? 3 : 10);
    const mine = summarize(results.get(own) ?? []);
    const rows = [HEADER, row("playground", mine, 1)];
    const ratios: Record<string, number> = {};
    const figures: Record<string, unknown> = { ...missing };
    for (const peer of running) {
      const theirs = summarize(results.get(peer) ?? []);
      const over = (name: "dispatches" | "submits" | "issueMs") => round(theirs[name] / mine[name], 2);
      ratios[peer] = over("issueMs");
      figures[peer] = {
        ...theirs,
        ratios: { dispatches: over("dispatches"), submits: over("submits"), issueMs: over("issueMs") },
      };
      rows.push(row(peer, theirs, over("issueMs")));
    }
    for (const [peer, { missing: reason }] of Object.entries(missing)) rows.push([peer, reason]);
    console.log(table(rows));
    const about = { ...machine(), ...peers.about, adapter: await peers.adapter(own) };
    return { ratios: withBest(ratios), figures: { ...about, playground: mine, peers: figures } };
  });
