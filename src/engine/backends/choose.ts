import { BACKENDS, type BackendId, type BackendReport, type BackendTrial, NoBackendError } from "./backend";

/** The backend that was the fastest on this device when it was last measured. */
export interface Remembered {
  readonly backend: BackendId;
  /** Time of a training step then, in milliseconds. */
  readonly ms: number;
}

/** What choosing needs to do to the machine. */
export interface Machine {
  /** Makes a backend the current one and takes a test step on it; its outcome is "chosen" if it can be used. */
  try(backend: BackendId): Promise<BackendTrial>;
  /** Milliseconds that a real training step takes on the current backend. */
  stepMs(): Promise<number>;
}

/** Both are fast, and which is faster depends on the device. The others only ever stand in for them. */
const CONTENDERS = ["webgpu", "wasm"] as const satisfies BackendId[];
/** A remembered backend that is so many times slower than it was is measured against the other again. */
const MUCH_SLOWER = 3;

/**
 * Chooses the fastest backend that takes a correct step, and leaves it the current one.
 * @param forced is taken if it works at all; the others follow if it does not
 * @param remembered is taken if it works about as fast as it did, without a look at the other
 * @throws NoBackendError if none works
 */
export async function chooseBackend(
  machine: Machine,
  { forced, remembered }: { forced?: BackendId | undefined; remembered?: Remembered | undefined },
): Promise<BackendReport> {
  const trials = new Map<BackendId, BackendTrial>();
  let current: BackendId | undefined;
  const works = async (backend: BackendId) => {
    const trial = await machine.try(backend);
    trials.set(backend, trial);
    if (trial.outcome === "chosen") current = backend;
    return current === backend;
  };
  const note = (backend: BackendId, outcome: "fastest" | "slower", ms: number) =>
    trials.set(backend, { backend, outcome, ms });
  /** Makes a backend that works the current one again, and reports; its own trial comes last. */
  const use = async (backend: BackendId): Promise<BackendReport> => {
    if (current !== backend) await works(backend);
    const chosen = trials.get(backend) as BackendTrial;
    return {
      backend,
      forced: backend === forced,
      trials: [...[...trials.values()].filter((trial) => trial !== chosen), chosen],
    };
  };

  if (forced && (await works(forced))) return use(forced);
  if (!forced && remembered && (await works(remembered.backend))) {
    const ms = await machine.stepMs();
    if (ms < MUCH_SLOWER * remembered.ms) {
      note(remembered.backend, "fastest", ms);
      return use(remembered.backend);
    }
  }

  const usable: BackendId[] = [];
  for (const backend of CONTENDERS) if (backend !== forced && (await works(backend))) usable.push(backend);
  const [first, second] = usable;
  if (first && second && !forced) {
    const secondMs = await machine.stepMs();
    await works(first);
    const firstMs = await machine.stepMs();
    const [fastest, slower] = firstMs <= secondMs ? [first, second] : [second, first];
    if (fastest !== first) await works(fastest);
    note(fastest, "fastest", Math.min(firstMs, secondMs));
    note(slower, "slower", Math.max(firstMs, secondMs));
    return use(fastest);
  }
  if (first) return use(first);

  for (const backend of BACKENDS) if (!trials.has(backend) && (await works(backend))) return use(backend);
  throw new NoBackendError([...trials.values()]);
}
