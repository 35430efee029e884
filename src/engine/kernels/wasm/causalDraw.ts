import type { CausalDraw, CausalTensors } from "../causalDraw";
import { CAUSAL_DRAW } from "../names";
import { rowsAndColumns } from "../shapes";
import type { Kernel, Kernels } from "./kernel";

/** Writes into the memory of its inputs; there is no output. */
const causalDraw: Kernel<keyof CausalTensors> = (kernels, { steps, weights, state, values, logits }, attributes) => {
  const { from, until, key, temperature } = attributes as unknown as CausalDraw;
  const [batch, draws] = rowsAndColumns(values);
  const [program, filters, states, drawn, scores] = [steps, weights, state, values, logits].map((tensor) =>
    kernels.address(tensor),
  ) as [number, number, number, number, number];
  kernels.run.causalDraw(program, filters, states, drawn, scores, batch, draws, from, until, key, temperature);
  return [];
};

export const CAUSAL_DRAW_KERNELS: Kernels = { [CAUSAL_DRAW]: causalDraw };
