/** One training step: this engine against stock TensorFlow.js, jax-js and PyTorch, in alternating blocks of one run. */
import { machine } from "../lib/machine";
import type { BenchResult } from "../lib/result";
import { median, quantile, round } from "../lib/statistics";
import { table } from "../lib/table";
import { assertSameLosses, OTHERS, OWN, type Peers, type Processor, reasonOf, warmUp, withBest } from "./peers";
import { torchStep } from "./torch";
import { type Options, withPeers } from "./withPeers";
import type { Peer, WorkId } from "./work/messages";

/** Blocks are about as long for every peer, so that a noisy second hits them alike. */
const BLOCK_MS = 1000;
const MOST_STEPS = 200;

const stepsFor = (msPerStep: number) => Math.min(MOST_STEPS, Math.max(1, Math.round(BLOCK_MS / msPerStep)));

interface Contender {
  readonly peer: Peer;
  readonly steps: number;
}

const msPerStep = async (peers: Peers, { peer, steps }: Contender) => (await peers.block(peer, steps)).ms / steps;

/** The ratio of each pair says how much faster this engine was in that moment. */
async function compare(peers: Peers, own: Contender, other: Contender, pairs: number) {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let pair = 0; pair < pairs; pair++) {
    mine.push(await msPerStep(peers, own));
    theirs.push(await msPerStep(peers, other));
  }
  const ratios = theirs.map((ms, i) => ms / (mine[i] as number));
  return { ratio: median(ratios), low: quantile(ratios, 0), high: quantile(ratios, 1), mine, ms: median(theirs) };
}

/** Everything of one run that a row of the table or a figure is made of. */
interface Report {
  readonly rows: string[][];
  readonly ratios: Record<string, number>;
  readonly peers: Record<string, unknown>;
}

function addTorch(report: Report, torch: Awaited<ReturnType<typeof torchStep>>, own: number): void {
  if ("missing" in torch) {
    report.peers.torch = torch;
    report.rows.push(["torch", "–", "–", torch.missing]);
    return;
  }
  const best = Math.min(...Object.values(torch.threads));
  const ratio = round(best / own, 2);
  report.ratios.torch = ratio;
  report.peers.torch = { msPerStepByThreads: torch.threads, ratio };
  report.rows.push(["torch", String(round(best)), String(ratio), ""]);
}

export const runTraining = (processor: Processor, work: WorkId, { quick, runtime }: Options): Promise<BenchResult> =>
  withPeers(processor, runtime, async (peers) => {
    const pairs = quick ? 2 : 5;
    const warm = await warmUp(peers, OWN[processor], { work });
    const own = { peer: OWN[processor], steps: stepsFor(warm.msPerStep) };
    const report: Report = { rows: [], ratios: {}, peers: {} };
    const mine: number[] = [];
    for (const peer of OTHERS[processor][work]) {
      try {
        const other = await warmUp(peers, peer, { work });
        assertSameLosses(other, warm);
        const result = await compare(peers, own, { peer, steps: stepsFor(other.msPerStep) }, pairs);
        mine.push(...result.mine);
        const [ratio, low, high] = [result.ratio, result.low, result.high].map((value) => round(value, 2));
        report.ratios[peer] = ratio as number;
        report.peers[peer] = { msPerStep: round(result.ms), ratio, spread: [low, high] };
        report.rows.push([peer, String(round(result.ms)), String(ratio), `${low} – ${high}`]);
      } catch (error) {
        report.peers[peer] = { missing: reasonOf(error) };
        report.rows.push([peer, "–", "–", reasonOf(error)]);
      }
      await peers.stop(peer);
    }
    if (mine.length === 0) mine.push(await msPerStep(peers, own));
    if (processor === "cpu") addTorch(report, await torchStep(work, quick ? 5 : 20), median(mine));
    const header = ["peer", "ms a step", "ratio", "spread"];
    console.log(table([header, ["playground", String(round(median(mine), 2)), "1", ""], ...report.rows]));
    const adapter = processor === "gpu" && { adapter: await peers.adapter(own.peer) };
    const about = { ...machine(), ...peers.about, ...adapter };
    return {
      ratios: withBest(report.ratios),
      figures: { ...about, msPerStep: round(median(mine), 2), peers: report.peers },
    };
  });
