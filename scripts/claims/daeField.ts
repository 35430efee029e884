import { type Tensor2D, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { drawCloud } from "../../src/engine/data/points/cloud";
import { points } from "../../src/engine/data/points/definition";
import { makePoints } from "../../src/engine/data/points/points";
import type { PointShapeName } from "../../src/engine/data/points/shapes";
import { DEFAULT_EXPERIMENT, type Experiment } from "../../src/engine/experiment";
import { distanceToCloud } from "../../src/engine/metrics/distanceToCloud";
import { key, Stream } from "../../src/engine/random";
import { read } from "../../src/engine/training/evaluate";
import { spoil } from "../../src/engine/training/feed";
import { Trainer } from "../../src/engine/training/trainer";
import type { Claim } from "./claim";

const SHAPES: readonly PointShapeName[] = ["moons", "spirals", "rings"];
const STEPS = 3_000;
const STRENGTH = 0.15;
/** Points of the curve without noise. */
const DENSE = 20_000;

/** Mean distance to the curve of spoilt held-out points, and of what one pass and ten make of them. */
async function distances(shape: PointShapeName): Promise<number[]> {
  const experiment: Experiment = {
    ...DEFAULT_EXPERIMENT,
    dataset: "points",
    shape,
    model: "dae",
    corruption: "gaussian",
    strength: STRENGTH,
    latent: 2,
    hidden: 128,
    depth: 2,
  };
  const cloud = await drawCloud("points", points, { shape, noise: 0 });
  const curve = makePoints({ shape, noise: 0, count: DENSE, seed: 1 }).positions;
  const trainer = new Trainer(cloud, experiment);
  for (let step = 0; step < STEPS; step++) await read(trainer.train(experiment));
  const { model } = trainer;
  const { heldOut } = cloud;
  const spoilt = () =>
    spoil(tensor2d(heldOut.positions, [heldOut.count, 2]), experiment, STRENGTH, key(Stream.corruption, 0));
  const found: number[] = [];
  let at = await read(tidy(spoilt));
  for (let pass = 0; pass <= 10; pass++) {
    found.push(distanceToCloud(at, curve, 2));
    const rows: Float32Array = at;
    at = await read(tidy((): Tensor2D => model.decode(model.encode(tensor2d(rows, [heldOut.count, 2])).mu)));
  }
  trainer.dispose();
  return found;
}

export const daeField: Claim = {
  id: "dae-field",
  statement: "it learns where the data lie: r(x̃) − x̃ points there",
  async run() {
    const lines: string[] = [];
    let holds = true;
    for (const shape of SHAPES) {
      const [before, once, ...more] = (await distances(shape)) as [number, number, ...number[]];
      holds &&= once < before;
      lines.push(`${shape}: ${before.toFixed(4)} → ${once.toFixed(4)}, after 10 passes ${more.at(-1)?.toFixed(4)}`);
    }
    return {
      measured: `mean distance to the curve, before and after one pass (noise ${STRENGTH}, ${STEPS} steps)\n${lines.join("\n")}`,
      should: "after one pass below before",
      holds,
    };
  },
};
