import { GATE, GATE_GRADIENT } from "../names";
import { sizeOf } from "../shapes";
import type { Kernel, Kernels } from "./kernel";

const gate: Kernel<"x"> = (kernels, { x }, attributes) => {
  const colours = attributes.colours as number;
  const half = (x.shape.at(-1) as number) / 2;
  const y = kernels.makeOutput([...x.shape.slice(0, -1), half]);
  kernels.run.gate(kernels.address(x), kernels.address(y), (sizeOf(y) / half) * colours, half / colours);
  return y;
};

const gateGradient: Kernel<"x" | "dy"> = (kernels, { x, dy }, attributes) => {
  const colours = attributes.colours as number;
  const half = dy.shape.at(-1) as number;
  const dx = kernels.makeOutput(x.shape);
  const [from, upstream, to] = [kernels.address(x), kernels.address(dy), kernels.address(dx)];
  kernels.run.gateGradient(from, upstream, to, (sizeOf(dy) / half) * colours, half / colours);
  return dx;
};

export const GATE_KERNELS: Kernels = { [GATE]: gate, [GATE_GRADIENT]: gateGradient };
