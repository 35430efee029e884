import { KL, KL_GRADIENT, REPARAMETERIZE, REPARAMETERIZE_GRADIENT } from "../names";
import { sizeOf } from "../shapes";
import type { Kernel, Kernels } from "./kernel";

const kl: Kernel<"mu" | "logVar"> = (kernels, { mu, logVar }) => {
  const value = kernels.makeOutput([]);
  const batch = mu.shape[0] as number;
  kernels.run.kl(kernels.address(mu), kernels.address(logVar), kernels.address(value), sizeOf(mu), batch);
  return value;
};

const klGradient: Kernel<"mu" | "logVar" | "dy"> = (kernels, { mu, logVar, dy }) => {
  const [dMu, dLogVar] = [kernels.makeOutput(mu.shape), kernels.makeOutput(mu.shape)];
  kernels.run.klGradient(
    kernels.address(mu),
    kernels.address(logVar),
    kernels.address(dy),
    kernels.address(dMu),
    kernels.address(dLogVar),
    sizeOf(mu),
    mu.shape[0] as number,
  );
  return [dMu, dLogVar];
};

const reparameterize: Kernel<"mu" | "logVar" | "eps"> = (kernels, { mu, logVar, eps }) => {
  const z = kernels.makeOutput(mu.shape);
  kernels.run.reparameterize(
    kernels.address(mu),
    kernels.address(logVar),
    kernels.address(eps),
    kernels.address(z),
    sizeOf(mu),
  );
  return z;
};

const reparameterizeGradient: Kernel<"dz" | "logVar" | "eps"> = (kernels, { dz, logVar, eps }) => {
  const dLogVar = kernels.makeOutput(dz.shape);
  kernels.run.reparameterizeGradient(
    kernels.address(dz),
    kernels.address(logVar),
    kernels.address(eps),
    kernels.address(dLogVar),
    sizeOf(dz),
  );
  return dLogVar;
};

export const POSTERIOR_KERNELS: Kernels = {
  [KL]: kl,
  [KL_GRADIENT]: klGradient,
  [REPARAMETERIZE]: reparameterize,
  [REPARAMETERIZE_GRADIENT]: reparameterizeGradient,
};
