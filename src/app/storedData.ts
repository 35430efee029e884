/** Data sets that are fetched from elsewhere when a person asks for them, and those that are kept in this browser. */
import type { DatasetId } from "../engine/experiment";
import { QueryRefused } from "../workers/client";
import { useOwn } from "./actions/data";
import { setExperiment } from "./actions/experiments";
import { notify, withdraw } from "./actions/notices";
import { ask, datasetsFolder } from "./actions/worker";
import { useStore } from "./store";

const get = useStore.getState;
const set = useStore.setState;

let fetchAbort: AbortController | undefined;

/** Finds out what can be fetched, from the page's own manifest, and what is kept: nobody else is asked. */
export async function listStoredData(): Promise<void> {
  await Promise.all([listFetchable(), listKept()]);
}

async function listFetchable(): Promise<void> {
  // Without the list there is nothing to offer; the run says itself what is wrong with the connection.
  await ask("fetchable", { datasets: datasetsFolder() }).then(
    ({ sets }) => set({ fetchable: sets }),
    () => {},
  );
}

async function listKept(): Promise<void> {
  await ask("keptDatasets", {}).then(
    ({ sets }) => set({ kept: sets }),
    () => set({ kept: [] }), // no storage here: said when something is to be kept
  );
}

/**
 * Fetches a data set, or what is missing of it, and trains on it: the one request to another host that the page makes.
 * A data set that is here needs none; should it turn out to be damaged, the person is asked again.
 */
export async function fetchDataset(id: DatasetId): Promise<void> {
  if (get().fetchable.some((entry) => entry.id === id && entry.isHere)) {
    withdraw("import", "not-fetched");
    return setExperiment({ dataset: id });
  }
  fetchAbort?.abort();
  const abort = new AbortController();
  fetchAbort = abort;
  set({ fetching: { id, done: 0, total: get().fetchable.find((entry) => entry.id === id)?.bytes ?? 0 } });
  try {
    const onProgress = (done: number, total: number) => fetchAbort === abort && set({ fetching: { id, done, total } });
    const question = { id, datasets: datasetsFolder() };
    const { summary, isStored } = await ask("fetchDataset", question, { onProgress, signal: abort.signal });
    withdraw("import", "not-fetched");
    notify(isStored ? { kind: "imported", summary, gone: 0 } : { kind: "not-stored", dataset: id });
    setExperiment({ dataset: id });
    await listFetchable();
  } catch (error) {
    tell(error, "import");
  } finally {
    if (fetchAbort === abort) set({ fetching: undefined });
  }
}

/** What has come by then is not lost: the next time it goes on from there. */
export function cancelFetch(): void {
  fetchAbort?.abort();
}

/** Removes a fetched data set from this device; a run on it goes on. */
export async function forgetFetched(id: DatasetId): Promise<void> {
  const question = { id, datasets: datasetsFolder() };
  await ask("forgetFetched", question).catch((error: unknown) => tell(error, "storage"));
  await listFetchable();
}

/** Keeps the person's own data set in this browser, under a name. */
export async function keepOwn(name: string): Promise<void> {
  try {
    await ask("keepDataset", { name });
    withdraw("storage");
    notify({ kind: "kept", name });
    // Asked now that there is something to lose, and only a wish: the browser may say no.
    void navigator.storage?.persist?.();
  } catch (error) {
    tell(error, "storage");
  }
  await listKept();
}

export async function openKept(id: string): Promise<void> {
  try {
    const open = () => ask("openKept", { id });
    useOwn(await open(), open);
    withdraw("storage");
  } catch (error) {
    tell(error, "storage");
    await listKept();
  }
}

export async function deleteKept(id: string): Promise<void> {
  await ask("deleteKept", { id }).catch((error: unknown) => tell(error, "storage"));
  await listKept();
}

function tell(error: unknown, kind: "import" | "storage"): void {
  if (error instanceof QueryRefused && error.failure.kind === "import") {
    notify({ kind, problem: error.failure.problem });
  }
}
