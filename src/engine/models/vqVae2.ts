import { addN, reshape, type Scalar, scalar, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { Quantized } from "../kernels/nearestCode";
import { squaredError } from "../kernels/squaredError";
import { stopGradient } from "../kernels/withGradient";
import { Codebook } from "../nn/codebook";
import { convEncoder } from "../nn/convNetwork";
import { dense } from "../nn/dense";
import { Descent, levelStages } from "../nn/descent";
import type { Likelihood } from "../nn/likelihoods/likelihood";
import { likelihoodOf } from "../nn/likelihoods/likelihoodOf";
import { lockedLevel } from "../nn/locks";
import { decoderOfGrid, Encoder, type Network } from "../nn/network";
import { type Dense, Parameters } from "../nn/parameters";
import { joinChoices, joinLevels, splitChoices, splitLevels } from "./codeLevels";
import {
  type Batch,
  type CodeLevel,
  type CodeShape,
  cellsIn,
  type DiscreteModel,
  type ModelShape,
  type PassKnobs,
  type Posterior,
} from "./model";

/** What the encoder says at one level, and what is chosen for it. */
interface Choice extends Quantized {
  readonly zE: Tensor2D; // [B · cells, D]
}

/**
 * VQ-VAE-2 (Razavi, van den Oord & Vinyals 2019, figure 2a and algorithm 1): a code of two or three grids, each coarser than the one
 * below it and with a codebook of its own. The coarsest is chosen first; what is chosen is told to the level below before that one
 * chooses, so that it need not say it again. The decoder sees all of them.
 */
export class VqVae2 implements DiscreteModel {
  readonly parameters: Parameters;
  readonly code: CodeShape;
  readonly levels: readonly CodeLevel[];
  readonly ofLevel: readonly (readonly string[])[];
  private readonly encoder: Encoder;
  private readonly toldToEncoder: Descent;
  private readonly toZ: readonly Dense[];
  private readonly toldToDecoder: Descent;
  private readonly decoder: Network;
  private readonly likelihood: Likelihood;

  /** @throws Error where the samples are no images */
  constructor(shape: ModelShape) {
    const { seed, pixels, latent } = shape;
    const grids = levelStages(shape, shape.codeLevels);
    this.parameters = new Parameters(seed);
    const { parameters } = this;
    const deepest = { ...shape, depth: shape.depth + shape.codeLevels - 1 };
    const layers = convEncoder(parameters, deepest);
    this.encoder = new Encoder(pixels, layers);
    this.toldToEncoder = new Descent(parameters, "encoder.told", grids, latent);
    this.toZ = grids.map(({ channels }, i) =>
      parameters.dense(`zE.${i}`, channels + this.toldToEncoder.channels(i), latent),
    );
    const still = lockedLevel(shape.lock, grids.length);
    this.levels = grids.map(({ height, width }, i) => ({
      ...{ height, width },
      codebook: new Codebook(parameters, { ...shape, ...(i === still && { lock: "codebook" }) }, `codebook.${i}`),
    }));
    // The layer that makes its image, z_e, the codes, and what it tells those below.
    this.ofLevel = grids.map((_, i) => [
      `encoder.${layers.length - 1 - i}`,
      ...["zE", "codebook", "encoder.told", "decoder.told"].map((name) => `${name}.${i}`),
    ]);
    const { height, width } = this.finest;
    this.code = {
      height,
      width,
      dimensions: latent,
      above: grids.slice(0, -1).map(({ height, width }) => ({ height, width })),
    };
    this.toldToDecoder = new Descent(parameters, "decoder.told", grids, latent);
    this.decoder = decoderOfGrid(parameters, {
      ...shape,
      network: "conv",
      depth: layers.length - grids.length,
      latent: latent + this.toldToDecoder.channels(grids.length - 1),
    });
    this.likelihood = likelihoodOf(parameters, shape);
  }

  get codebook(): Codebook {
    return this.finest.codebook;
  }

  /** z_e(x) of all levels, those below the first as they are once the codes above them are chosen. */
  encode(x: Tensor2D): Posterior {
    return { mu: this.asRows(this.choose(x).map(({ zE }) => zE)) }; // [B, Σ cells · D]
  }

  /** z_q, the nearest code of every cell of every level */
  sample({ mu: zE }: Posterior): Tensor2D {
    const z = splitLevels(zE, this.levels).map((rows, i) => {
      const { codebook } = this.levels[i] as CodeLevel;
      return codebook.quantize(this.asCells(rows)).zQ;
    });
    return this.asRows(z); // [B, Σ cells · D]
  }

  nearest({ mu: zE }: Posterior): Tensor1D {
    const choices = splitLevels(zE, this.levels).map((rows, i) => {
      const { codebook } = this.levels[i] as CodeLevel;
      return codebook.nearest(this.asCells(rows));
    });
    return joinChoices(choices, this.levels); // [B · Σ cells]
  }

  lookup(indices: Tensor1D): Tensor2D {
    const z = splitChoices(indices, this.levels).map((choices, i) =>
      (this.levels[i] as CodeLevel).codebook.lookup(choices),
    );
    return this.asRows(z); // [B, Σ cells · D]
  }

  /** x̂ = E[x|z], whether z are codes or not */
  decode(z: Tensor2D): Tensor2D {
    return this.likelihood.mean(this.output(splitLevels(z, this.levels))); // [B, P]
  }

  /** x̂ = E[x|z_q(x)] */
  rebuild(x: Tensor2D): Tensor2D {
    return this.decode(this.asRows(this.choose(x).map(({ zQ }) => zQ)));
  }

  /** log p(x|z) */
  logLikelihood(x: Tensor2D, z: Tensor2D): Tensor1D {
    return this.likelihood.logLikelihood(x, this.output(splitLevels(z, this.levels))); // [B]
  }

  /** x ~ p(x|z) */
  generate(z: Tensor2D, draw: number): Tensor2D {
    return this.likelihood.sample(this.output(splitLevels(z, this.levels)), draw); // [B, P]
  }

  /**
   * L = −log p(x|z_q) + Σ_levels ‖sg[z_e] − e‖² + β·‖z_e − sg[e]‖²   (Razavi et al. 2019, eq. 2; van den Oord et al. 2017, eq. 3)
   *
   * in nats per image, each term as `VqVae` has it, summed over levels. KL(q(z|x) ‖ uniform) = Σ_levels cells · log K.
   */
  pass({ x }: Batch, { commitment, reconstructionWeight, codebookWeight }: PassKnobs) {
    const { likelihood, levels, codebook } = this;
    const choices = this.choose(x);
    const z = choices.map(({ zQ }, i) => this.asRow(zQ, i));
    const output = this.output(z); // [B, P]
    const perImage = 1 / x.shape[0];
    const summed = (distance: (choice: Choice) => Scalar) => addN(choices.map(distance)) as Scalar;
    const kl = levels.reduce((sum, level) => sum + cellsIn(level) * Math.log(level.codebook.size), 0);
    return {
      mu: this.asRows(choices.map(({ zE }) => zE)), // [B, Σ cells · D]
      z: joinLevels(z), // [B, Σ cells · D]
      indices: joinChoices(
        choices.map(({ indices }) => indices),
        levels,
      ), // [B · Σ cells]
      terms: {
        reconstruction: { value: likelihood.nll(x, output), weight: reconstructionWeight },
        ...(codebook.learning === "gradient" && {
          codebook: {
            value: summed(({ zE, codes: e }) => squaredError(stopGradient(zE), e, perImage)),
            weight: codebookWeight,
          },
        }),
        ...(codebook.learning !== "nothing" && {
          commitment: {
            value: summed(({ zE, codes: e }) => squaredError(stopGradient(e), zE, perImage)),
            weight: commitment,
          },
        }),
        kl: { value: scalar(kl), weight: 1 },
      },
      get xHat() {
        return likelihood.mean(output);
      },
    };
  }

  /** From the coarsest level down: z_e of what the level sees and what it is told, and the nearest codes   (algorithm 1) */
  private choose(x: Tensor2D): Choice[] {
    const { levels, toldToEncoder } = this;
    const features = this.encoder.activations(x).slice(-levels.length).reverse(); // [B, cells · C] of each level
    const choices: Choice[] = [];
    let told: Tensor2D | undefined;
    for (const [i, { codebook }] of levels.entries()) {
      const above = choices.at(-1);
      if (above) told = toldToEncoder.next(i - 1, this.asRow(above.zQ, i - 1), told);
      const toZ = this.toZ[i] as Dense;
      const seen = toldToEncoder.beside(i, features[i] as Tensor2D, told);
      const perCell: Tensor2D = reshape(seen, [-1, toZ.weight.shape[0] as number]);
      const zE = codebook.placed(dense(perCell, toZ)); // [B · cells, D]
      choices.push({ zE, ...codebook.quantize(zE) });
    }
    return choices;
  }

  /** What the pixels are read from. @param z of each level, [B, cells · D] */
  private output(z: readonly Tensor2D[]): Tensor2D {
    const { toldToDecoder } = this;
    let told: Tensor2D | undefined;
    for (const [i, above] of z.slice(0, -1).entries()) told = toldToDecoder.next(i, above, told);
    return this.decoder.apply(toldToDecoder.beside(z.length - 1, z.at(-1) as Tensor2D, told));
  }

  private get finest(): CodeLevel {
    return this.levels.at(-1) as CodeLevel;
  }

  private asCells(rows: Tensor2D): Tensor2D {
    return reshape(rows, [-1, this.code.dimensions]);
  }

  private asRow(cells: Tensor2D, level: number): Tensor2D {
    return reshape(cells, [-1, cellsIn(this.levels[level] as CodeLevel) * this.code.dimensions]);
  }

  private asRows(cells: readonly Tensor2D[]): Tensor2D {
    return joinLevels(cells.map((each, i) => this.asRow(each, i)));
  }
}
