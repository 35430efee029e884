import type { AnyDataset } from "../engine/data/samples";
import { PriorTrainer } from "../engine/training/priorTrainer";
import type { Session } from "../engine/training/session";
import type { SubjectTrainer } from "../engine/training/subject";
import { Trainer } from "../engine/training/trainer";
import type { Bench } from "./queries";

/** Thrown when a query needs a run and there is none. */
export class NoRunError extends Error {}

export const isOfModel = (session: Session<SubjectTrainer>): session is Session => session.trainer instanceof Trainer;
const isOfPrior = (session: Session<SubjectTrainer>): session is Session<PriorTrainer> =>
  session.trainer instanceof PriorTrainer;

/**
 * The run of an autoencoder that a query is about: the one with this number, which may be the rival, or else the current one.
 * @throws NoRunError where there is none
 */
export function running(bench: Bench, run?: number): Session {
  const session = run === undefined ? bench.session : bench.sessionOf(run);
  if (!session || !isOfModel(session)) throw new NoRunError();
  return session;
}

/** The run of a prior. @throws NoRunError where there is none */
export function runningPrior({ session }: Bench): Session<PriorTrainer> {
  if (!session || !isOfPrior(session)) throw new NoRunError();
  return session;
}

/** The samples that the current run is about, whether it learns them or their codes. @throws NoRunError where there is none */
export function dataOf(bench: Bench): AnyDataset {
  const { trainer } = runningAny(bench);
  return (bench.codec ?? trainer).dataset as AnyDataset;
}

/** Whatever is being trained. @throws NoRunError where nothing is */
export function runningAny({ session }: Bench): Session<SubjectTrainer> {
  if (!session) throw new NoRunError();
  return session;
}
