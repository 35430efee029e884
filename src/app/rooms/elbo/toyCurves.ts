import type { ToyCurves } from "../../../components/charts/elbo/ToyPicture";
import {
  type Gaussian,
  logEvidence,
  logJoint,
  logLikelihood,
  logNormal,
  PRIOR,
  TOYS,
  type ToyId,
} from "../../../engine/elbo/toy";

/** How far z is drawn. */
const Z_REACH = 4;
const POINTS = 321;
const GRID = Float64Array.from({ length: POINTS }, (_, i) => -Z_REACH + (2 * Z_REACH * i) / (POINTS - 1));

const most = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), 0);

/** The densities of a toy over z, as they are drawn. A very narrow q is cut off, so that the posterior stays to be seen. */
export function toyCurves(id: ToyId, x: number, q: Gaussian): ToyCurves {
  const toy = TOYS[id];
  const evidence = logEvidence(toy, x);
  const logs = GRID.map((z) => logLikelihood(toy, x, z));
  const best = logs.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const posterior = GRID.map((z) => Math.exp(logJoint(toy, x, z) - evidence));
  const ours = GRID.map((z) => Math.exp(logNormal(z, q)));
  const peak = most(posterior);
  const top = 1.15 * Math.max(0.5, peak, Math.min(most(ours), 1.6 * peak));
  return {
    z: GRID,
    decoded: GRID.map((z) => toy.decode(z)),
    prior: GRID.map((z) => Math.exp(logNormal(z, PRIOR))),
    likelihood: logs.map((log) => 0.9 * top * Math.exp(log - best)),
    posterior,
    q: ours,
    top,
  };
}
