/**
 * `npm run claims [-- ID …]`: trains what each claim of the lecture needs, prints what was measured, and fails if one does not hold.
 * `npm run claims -- --reference [NAME …]`: trains a VAE, a VQ-VAE and a PixelCNN (mnistVae …) on real MNIST beside PyTorch.
 */
import { availableParallelism } from "node:os";
import { startBackend } from "../src/engine/testing/backend";
import { aeBeatsPca } from "./claims/aeBeatsPca";
import { aeReconstructs } from "./claims/aeReconstructs";
import { betaCollapse } from "./claims/betaCollapse";
import { betaDisentangles } from "./claims/betaDisentangles";
import { betaTradeoff } from "./claims/betaTradeoff";
import type { Claim, Verdict } from "./claims/claim";
import { coinLikelihood } from "./claims/coinLikelihood";
import { daeDenoises } from "./claims/daeDenoises";
import { daeField } from "./claims/daeField";
import { daeRobustLatent } from "./claims/daeRobustLatent";
import { elboBound } from "./claims/elboBound";
import { elboDerivation } from "./claims/elboDerivation";
import { elboTerms } from "./claims/elboTerms";
import { pixelcnnLikelihood } from "./claims/pixelcnnLikelihood";
import { pixelcnnMasks } from "./claims/pixelcnnMasks";
import { pixelcnnOrder } from "./claims/pixelcnnOrder";
import { priorNeeded } from "./claims/priorNeeded";
import { pxIntractable } from "./claims/pxIntractable";
import { rejection } from "./claims/rejection";
import { reparamGradient } from "./claims/reparamGradient";
import { reparamSame } from "./claims/reparamSame";
import { useAnomaly } from "./claims/useAnomaly";
import { useClassify } from "./claims/useClassify";
import { useCluster } from "./claims/useCluster";
import { vaeBlurry } from "./claims/vaeBlurry";
import { vaeDecoders } from "./claims/vaeDecoders";
import { vaeGenerates } from "./claims/vaeGenerates";
import { vaePrior } from "./claims/vaePrior";
import { viPosterior } from "./claims/viPosterior";
import { vq2Hierarchy } from "./claims/vq2Hierarchy";
import { vq2Priors } from "./claims/vq2Priors";
import { vq2ThreeLevels } from "./claims/vq2ThreeLevels";
import { vqCodebook } from "./claims/vqCodebook";
import { vqLosses } from "./claims/vqLosses";
import { vqManyLatents } from "./claims/vqManyLatents";
import { vqStraightThrough } from "./claims/vqStraightThrough";
import { vqUniformPrior } from "./claims/vqUniformPrior";
import { ensureDatasets, ensureKernels } from "./lib/build.mjs";
import { capture, endCleanly, main, PlainError } from "./lib/run.mjs";
import { compare, mnist } from "./reference/mnist";
import { mnistPixelCnn } from "./reference/mnistPixelCnn";
import { mnistVae } from "./reference/mnistVae";
import { mnistVqVae } from "./reference/mnistVqVae";

const SELF = "scripts/claims.ts";
/** What a claim prints, without the warnings of the libraries before it. */
const VERDICT = /(?:holds|DOES NOT HOLD) [\s\S]*/;

const CLAIMS: readonly Claim[] = [
  aeReconstructs,
  aeBeatsPca,
  daeDenoises,
  daeRobustLatent,
  daeField,
  useClassify,
  useCluster,
  useAnomaly,
  vaeGenerates,
  vaePrior,
  vaeDecoders,
  vaeBlurry,
  coinLikelihood,
  pxIntractable,
  elboBound,
  elboDerivation,
  elboTerms,
  reparamSame,
  reparamGradient,
  viPosterior,
  betaTradeoff,
  betaDisentangles,
  betaCollapse,
  vqCodebook,
  vqUniformPrior,
  vqLosses,
  vqStraightThrough,
  vqManyLatents,
  priorNeeded,
  pixelcnnMasks,
  pixelcnnOrder,
  pixelcnnLikelihood,
  vq2Hierarchy,
  vq2Priors,
  rejection,
  vq2ThreeLevels,
];

function chosen(ids: readonly string[]): readonly Claim[] {
  const unknown = ids.filter((id) => !CLAIMS.some((claim) => claim.id === id));
  if (unknown.length > 0)
    throw new PlainError(`No claim ${unknown.join(", ")}. There are: ${CLAIMS.map(({ id }) => id).join(", ")}`);
  return ids.length > 0 ? CLAIMS.filter(({ id }) => ids.includes(id)) : CLAIMS;
}

const failed = (error: unknown): Verdict => ({ measured: `broke off: ${error}`, should: "a number", holds: false });

async function test({ id, statement, run }: Claim): Promise<boolean> {
  const started = performance.now();
  const { measured, should, holds } = await run().catch(failed);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${holds ? "holds         " : "DOES NOT HOLD "} ${id}: ${statement} (${seconds} s)`);
  console.log(`  measured   ${measured.replaceAll("\n", "\n             ")}`);
  console.log(`  should be  ${should}`);
  return holds;
}

/** Each in a process of its own, as many at a time as there are processors; printed as they end. @returns how many hold */
async function testApart(claims: readonly Claim[]): Promise<number> {
  const queue = claims.values();
  const work = async () => {
    let held = 0;
    for (const { id } of queue) {
      const { code, output } = await capture(process.execPath, ["--import", "tsx", SELF, id]);
      const [verdict = output] = VERDICT.exec(output) ?? [];
      console.log(`\n${verdict.trimEnd()}`);
      if (code === 0) held++;
    }
    return held;
  };
  const counts = await Promise.all(Array.from({ length: availableParallelism() }, work));
  return counts.reduce((sum, held) => sum + held, 0);
}

/** Models on real MNIST beside PyTorch: those that are named, or all. @returns whether all are close */
async function references(names: readonly string[]): Promise<boolean> {
  const dataset = await mnist();
  const wanted = ({ name }: { readonly name: string }) => names.length === 0 || names.includes(name);
  const close: boolean[] = [];
  if (wanted(mnistVae)) close.push(await compare(dataset, mnistVae));
  if (wanted(mnistVqVae)) close.push(await compare(dataset, mnistVqVae));
  if (wanted(mnistPixelCnn)) close.push(await compare(dataset, mnistPixelCnn));
  return close.every(Boolean);
}

endCleanly();
main(async () => {
  const args = process.argv.slice(2);
  await ensureKernels();
  if (args.includes("--reference")) {
    await startBackend("wasm");
    process.exitCode = (await references(args.filter((arg) => !arg.startsWith("--")))) ? 0 : 1;
    return;
  }
  const claims = chosen(args);
  await ensureDatasets();
  const [only] = claims;
  if (only && claims.length === 1) {
    await startBackend("wasm");
    process.exitCode = (await test(only)) ? 0 : 1;
    return;
  }
  const held = await testApart(claims);
  console.log(`\n${held} hold, ${claims.length - held} do not`);
  process.exitCode = held === claims.length ? 0 : 1;
});
