import { KNOBS } from "../../src/engine/knobs";
import { codeGradients } from "../../src/engine/training/codeGradients";
import type { Claim } from "./claim";
import { VQ } from "./discrete";
import { train } from "./train";

const STEPS = 400;
/** β of the page. */
const BETA = KNOBS.commitment.initial;
/** Where each term's gradient goes: nowhere else. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  reconstruction: ["encoder", "decoder"],
  codebook: ["codebook"],
  commitment: ["encoder"],
  kl: [],
};
const PARTS = ["encoder", "codebook", "decoder"] as const;

export const vqLosses: Claim = {
  id: "vq-losses",
  statement: "reconstruction + codebook + β · commitment, with sg: each teaches its own part",
  async run() {
    const norms: number[] = [];
    const strays: string[] = [];
    for (const commitment of [BETA, 0]) {
      const { trainer } = await train({ ...VQ, commitment }, STEPS);
      const { terms, encoderNorm } = await codeGradients(trainer, trainer.experiment, STEPS + 1);
      norms.push(encoderNorm);
      for (const term of terms)
        for (const part of PARTS)
          if (term[part] > 0 !== WAYS[term.name]?.includes(part)) strays.push(`${term.name} in ${part}: ${term[part]}`);
    }
    const [committed, free] = norms as [number, number];
    return {
      measured: `gradients where sg lets none through: ${strays.length === 0 ? "exactly 0" : strays.join(", ")}; mean ‖z_e‖ ${committed.toFixed(2)} with β = ${BETA}, ${free.toFixed(2)} without (${STEPS} steps)`,
      should: "0 exactly there and not 0 elsewhere, and longer vectors of the encoder without the commitment",
      holds: strays.length === 0 && free > committed,
    };
  },
};
