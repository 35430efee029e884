import type { CorruptionKind } from "../corrupt";
import { CORRUPT } from "../names";
import { sizeOf } from "../shapes";
import type { Kernel, Kernels } from "./kernel";

const corrupt: Kernel<"x" | "strength" | "draw"> = (kernels, { x, strength, draw }, attributes) => {
  const { kind, clamp } = attributes as { kind: CorruptionKind; clamp: boolean };
  const { run } = kernels;
  const xTilde = kernels.makeOutput(x.shape);
  const [from, to, held, key] = [x, xTilde, strength, draw].map((tensor) => kernels.address(tensor)) as [
    number,
    number,
    number,
    number,
  ];
  if (kind === "gaussian") {
    run.corruptGaussian(from, to, held, key, sizeOf(x), +clamp, kernels.scratch(run.corruptScratch()));
  } else {
    run.corruptHits(from, to, held, key, sizeOf(x), +(kind === "saltAndPepper"));
  }
  return xTilde;
};

export const CORRUPT_KERNELS: Kernels = { [CORRUPT]: corrupt };
