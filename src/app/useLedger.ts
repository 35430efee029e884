import { useRef } from "react";
import type { LedgerLine } from "../components/charts/Ledger";
import { count, LOSS_DECIMALS, loss, plain, reading } from "../components/ui/format";
import { hasCodes, isPrior } from "../engine/experiment";
import { KNOBS, type LiveKnobId } from "../engine/knobs";
import { cellsIn, gridsOf } from "../engine/models/model";
import { useT } from "../i18n/useT";
import { setKnob } from "./actions/experiments";
import { addUp } from "./addUp";
import type { Run } from "./run";

const COLOURS: Record<string, string> = {
  reconstruction: "var(--xhat)",
  kl: "var(--sigma)",
  freeBits: "var(--faint)",
  sparsity: "var(--z)",
  contraction: "var(--mu)",
  codebook: "var(--ek)",
  commitment: "var(--commit)",
  nll: "var(--x)",
};
/** The terms that β weighs, or as much of it as a warm-up has reached. */
const WITH_BETA: readonly string[] = ["kl", "freeBits"];
/** The terms of a VQ-VAE that can be switched off, with the knob that is their weight (van den Oord et al. 2017, eq. 3). */
const WEIGHT_OF: Readonly<Record<string, LiveKnobId>> = {
  reconstruction: "reconstructionWeight",
  codebook: "codebookWeight",
  commitment: "commitment",
};

/** Where the gradient of each of its terms goes: sg lets none through, and the straight-through estimator leads it past the codes. */
const GOES_TO: Readonly<
  Record<string, "evidence.goesToReconstruction" | "evidence.goesToCodebook" | "evidence.goesToCommitment">
> = {
  reconstruction: "evidence.goesToReconstruction",
  codebook: "evidence.goesToCodebook",
  commitment: "evidence.goesToCommitment",
};

type Term = "reconstruction" | "kl" | "freeBits" | "sparsity" | "contraction" | "codebook" | "commitment" | "nll";

/** The terms of the last evaluation's loss, weighted; those of a VQ-VAE with their switches. */
export function useLedger({ experiment, evaluation, info, terms, weights }: Run, unit: "nats" | "mse"): LedgerLine[] {
  const t = useT();
  const discrete = hasCodes(experiment.model) && !isPrior(experiment);
  /** What a weight was when it was switched off. */
  const before = useRef<Partial<Record<LiveKnobId, number>>>({});
  const cells = info ? gridsOf(info.code).reduce((sum, grid) => sum + cellsIn(grid), 0) : 1;
  const values = terms.map((_, i) => (weights[i] ?? 1) * (evaluation?.losses[i + 1] ?? 0));
  const texts = addUp(values, LOSS_DECIMALS[unit]).map((value) => loss(value, unit));
  return terms.map((id, i): LedgerLine => {
    const [value, text] = [values[i] as number, texts[i] as string];
    const term = id as Term;
    const bare = evaluation?.losses[i + 1] ?? 0;
    const weight = weights[i] ?? 1;
    const knob = discrete ? WEIGHT_OF[id] : undefined;
    const constant = discrete && id === "kl";
    return {
      id,
      label: constant ? t("evidence.klUniform") : t(`evidence.${term}`),
      detail: constant
        ? t("evidence.klConstant", { cells: count(cells), codes: count(experiment.codes) })
        : WITH_BETA.includes(id)
          ? t("evidence.klWeighted", { beta: plain(weight), kl: weight === 1 ? text : loss(bare, unit) })
          : weight === 1
            ? undefined
            : t("evidence.weighted", { weight: plain(weight), value: reading(bare) }),
      value,
      text,
      colour: COLOURS[id] ?? "var(--ink)",
      ...(discrete && { goesTo: t(GOES_TO[id] ?? "evidence.goesToKl") }),
      ...(knob && {
        toggle: {
          label: t("evidence.switch", { term: t(`evidence.${term}`) }),
          on: experiment[knob] > 0,
          onChange: (on) => {
            if (!on) before.current[knob] = experiment[knob];
            setKnob(knob, on ? (before.current[knob] ?? KNOBS[knob].initial) : 0);
          },
        },
      }),
    };
  });
}
