import { add, tidy } from "@tensorflow/tfjs-core";
import type { LikelihoodModel } from "../models/model";
import { read } from "./evaluate";
import { Trainer } from "./trainer";

/** The parameters φ of q(z|x); all others are the decoder's, θ. */
const OF_ENCODER = /^(encoder|mu|logVar)\b/;

/**
 * Goes on from where a run stands, on a copy, with the decoder standing still: the ELBO is maximised over φ alone, so that log p(x)
 * stays as it is and KL(q ‖ p(z|x)) of the batch can only fall (Jordan et al. 1999; Kingma & Welling 2014, eq. 1).
 */
export class EncoderOnly {
  private readonly trainer: Trainer;
  private readonly fixed: LikelihoodModel;

  constructor(run: Trainer) {
    this.fixed = run.snapshot() as LikelihoodModel;
    this.trainer = new Trainer(run.dataset, run.experiment);
    this.trainer.step = run.step;
    this.putBack(() => true);
  }

  get model(): LikelihoodModel {
    return this.trainer.model as LikelihoodModel;
  }

  /** Takes one step on the ELBO, which is β = 1 whatever the run's β. */
  async step(): Promise<void> {
    await read(this.trainer.train({ ...this.trainer.experiment, beta: 1 }));
    this.putBack((name) => !OF_ENCODER.test(name));
  }

  dispose(): void {
    this.trainer.dispose();
    this.fixed.parameters.dispose();
  }

  private putBack(which: (name: string) => boolean): void {
    const { names, variables } = this.trainer.model.parameters;
    variables.forEach((variable, i) => {
      const source = this.fixed.parameters.variables[i];
      if (source && which(names[i] as string)) tidy(() => variable.assign(add(source, 0)));
    });
  }
}
