import type { Session } from "../engine/training/session";
import type { Bench } from "./queries";

/** Thrown when a query needs a run and there is none. */
export class NoRunError extends Error {}

/**
 * The run that a query is about: the one with this number, which may be the rival, or else the current one.
 * @throws NoRunError where there is none
 */
export function running(bench: Bench, run?: number): Session {
  const session = run === undefined ? bench.session : bench.sessionOf(run);
  if (!session) throw new NoRunError();
  return session;
}
