/** One training step of a dense VAE on the processor: this engine against stock TensorFlow.js, in turns, in one process. */
import { digits } from "../scripts/claims/data";
import { ensureDatasets, ensureKernels } from "../scripts/lib/build.mjs";
import { DEFAULT_EXPERIMENT } from "../src/engine/experiment";
import { startBackend } from "../src/engine/testing/backend";
import { read } from "../src/engine/training/evaluate";
import { Trainer } from "../src/engine/training/trainer";
import { matMulSwitch } from "./cpu/matMulKernels";
import { StockVae } from "./cpu/stockVae";
import { machine } from "./lib/machine";
import type { BenchResult } from "./lib/result";
import { median, round } from "./lib/statistics";
import { table } from "./lib/table";

const EXPERIMENT = { ...DEFAULT_EXPERIMENT, hidden: 400, latent: 20, batch: 128 };
const STEPS_A_BLOCK = 10;
/** Stock Adam keeps 1 − β₂ᵗ in single precision, which costs it about 5e-5 of its rate: losses part slowly after step 1. */
const SAME_LOSS = { first: 2e-5, later: 1e-3 };

export async function run({ quick }: { quick: boolean }): Promise<BenchResult> {
  await ensureKernels();
  await ensureDatasets();
  await startBackend("wasm");
  const use = matMulSwitch();
  const trainer = new Trainer(await digits(), EXPERIMENT);
  const stock = await StockVae.like(trainer);
  const takeStep = {
    engine: async () => (await read(trainer.train(EXPERIMENT)))[0] as number,
    stock: () => stock.train(),
  };

  /** Mean milliseconds a step, and the losses. */
  const block = async (side: keyof typeof takeStep) => {
    use(side);
    const losses: number[] = [];
    const start = performance.now();
    for (let i = 0; i < STEPS_A_BLOCK; i++) losses.push(await takeStep[side]());
    return { ms: (performance.now() - start) / STEPS_A_BLOCK, losses };
  };

  const blocks = quick ? 5 : 15;
  const pairs: { engine: number; stock: number }[] = [];
  const differences: number[] = [];
  for (let i = 0; i <= blocks; i++) {
    const [engine, other] = [await block("engine"), await block("stock")];
    differences.push(...engine.losses.map((loss, step) => Math.abs(loss / (other.losses[step] as number) - 1)));
    if (i > 0) pairs.push({ engine: engine.ms, stock: other.ms }); // the first pair compiles
  }
  const [first = Number.NaN] = differences;
  const later = Math.max(...differences);
  if (!(first <= SAME_LOSS.first && later <= SAME_LOSS.later))
    throw new Error(`not the same training: losses differ by ${first} at step 1, by up to ${later} later`);

  const ratios = pairs.map((pair) => pair.stock / pair.engine);
  const ms = {
    engine: round(median(pairs.map((p) => p.engine)), 2),
    stock: round(median(pairs.map((p) => p.stock)), 2),
  };
  const spread = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => round(ratio, 2));
  const ratio = round(median(ratios), 2);
  console.log(
    `VAE 784-400-20, batch 128, Adam; one thread; ${blocks} blocks of ${STEPS_A_BLOCK} steps in turns; load ${machine().load}`,
  );
  console.log(
    table([
      ["", "ms a step (median)", "times the engine"],
      ["this engine (wasm)", `${ms.engine}`, "1"],
      ["TensorFlow.js 4.22 (wasm)", `${ms.stock}`, `${ratio} (${spread.join(" to ")})`],
    ]),
  );
  console.log(
    `relative difference of losses: ${first.toExponential(1)} at step 1, at most ${later.toExponential(1)} in ${differences.length} steps`,
  );
  const figures = { ...machine(), msPerStep: ms, spread, lossDifference: { first, later }, steps: differences.length };
  return { ratios: { tfjs: ratio }, figures };
}
