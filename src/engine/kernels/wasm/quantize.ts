import { LOOKUP, LOOKUP_GRADIENT, NEAREST_CODE } from "../names";
import { rowsAndColumns, sizeOf } from "../shapes";
import type { Kernel, Kernels } from "./kernel";

const nearestCode: Kernel<"z" | "codebook"> = (kernels, { z, codebook }) => {
  const [n, d] = rowsAndColumns(z);
  const [k] = rowsAndColumns(codebook);
  const indices = kernels.makeOutput([n], "int32");
  const scratch = kernels.scratch(kernels.run.nearestCodeScratch(k, d));
  const [from, codes, to] = [kernels.address(z), kernels.address(codebook), kernels.address(indices)];
  kernels.run.nearestCode(from, codes, to, n, k, d, scratch);
  return indices;
};

const lookup: Kernel<"codebook" | "indices"> = (kernels, { codebook, indices }) => {
  const [[k, d], n] = [rowsAndColumns(codebook), sizeOf(indices)];
  const y = kernels.makeOutput([n, d]);
  kernels.run.lookup(kernels.address(codebook), kernels.address(indices), kernels.address(y), n, k, d);
  return y;
};

const lookupGradient: Kernel<"dy" | "indices"> = (kernels, { dy, indices }, attributes) => {
  const [n, d] = rowsAndColumns(dy);
  const k = attributes.codes as number;
  const dCodebook = kernels.makeOutput([k, d]);
  kernels.run.lookupGradient(kernels.address(dy), kernels.address(indices), kernels.address(dCodebook), n, k, d);
  return dCodebook;
};

export const QUANTIZE_KERNELS: Kernels = {
  [NEAREST_CODE]: nearestCode,
  [LOOKUP]: lookup,
  [LOOKUP_GRADIENT]: lookupGradient,
};
