import type { Mask } from "../attention";
import { ATTENTION, ATTENTION_GRADIENT } from "../names";
import type { Kernel, Kernels } from "./kernel";

type Shape3D = [batch: number, length: number, size: number];

const attention: Kernel<"q" | "k" | "v"> = (kernels, { q, k, v }, attributes) => {
  const mask = attributes.mask as Mask;
  const [batch, length, d] = q.shape as Shape3D;
  const [, , e] = v.shape as Shape3D;
  const [y, p] = [kernels.makeOutput(v.shape), kernels.makeOutput([batch, length, length])];
  const scratch = kernels.scratch(kernels.run.attentionScratch(length, d, e));
  kernels.run.attention(
    kernels.address(q),
    kernels.address(k),
    kernels.address(v),
    kernels.address(y),
    kernels.address(p),
    batch,
    length,
    d,
    e,
    +(mask !== "none"),
    +(mask === "causal"),
    scratch,
  );
  return [y, p];
};

const attentionGradient: Kernel<"dy" | "q" | "k" | "v" | "p"> = (kernels, { dy, q, k, v, p }) => {
  const [batch, length, d] = q.shape as Shape3D;
  const [, , e] = v.shape as Shape3D;
  const outputs = [q, k, v].map(({ shape }) => kernels.makeOutput(shape));
  const [dq, dk, dv] = outputs.map((output) => kernels.address(output)) as [number, number, number];
  const scratch = kernels.scratch(kernels.run.attentionScratch(length, d, e));
  kernels.run.attentionGradient(
    kernels.address(dy),
    kernels.address(q),
    kernels.address(k),
    kernels.address(v),
    kernels.address(p),
    dq,
    dk,
    dv,
    batch,
    length,
    d,
    e,
    scratch,
  );
  return outputs;
};

export const ATTENTION_KERNELS: Kernels = { [ATTENTION]: attention, [ATTENTION_GRADIENT]: attentionGradient };
