import type { Session } from "../engine/training/session";
import type { Bench } from "./queries";

/** Thrown when a query needs a run and there is none. */
export class NoRunError extends Error {}

/** The run that a query is about. @throws NoRunError where there is none */
export function running({ session }: Bench): Session {
  if (!session) throw new NoRunError();
  return session;
}
