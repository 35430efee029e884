/** Answers about data sets that are fetched from elsewhere, and those that are kept in this browser. */
import { summarize } from "../engine/data/dataset";
import { bytesOf, type FetchedEntry } from "../engine/data/fetched/entry";
import { removeStored } from "../engine/data/fetched/fetchFile";
import { fetchedEntry, fetchSet, isStoredHere } from "../engine/data/fetched/fetchSet";
import type { Fetch } from "../engine/data/fetched/transfer";
import type { FileStore } from "../engine/data/fileStore";
import { ImportProblem } from "../engine/data/importProblem";
import { deleteKept, keep, listKept, openKept } from "../engine/data/kept/kept";
import { isPointDataset } from "../engine/data/samples";
import { loadManifest } from "../engine/data/shipped";
import type { Fetchable } from "./protocol";
import type { Answers } from "./queries";

/** The data set that a person's own files become. */
export const OWN = "own";

/** Tells the host no more than which file is wanted; what comes is stored here, not in the browser's cache as well. */
const discreetFetch: Fetch = (url, init) =>
  fetch(url, { ...init, mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });

export const datasetAnswers: Pick<
  Answers,
  "fetchable" | "fetchDataset" | "forgetFetched" | "keptDatasets" | "keepDataset" | "openKept" | "deleteKept"
> = {
  async fetchable({ datasets }, bench, signal) {
    const { fetched } = await loadManifest(datasets, signal);
    const store = await bench.store();
    return { sets: await Promise.all(fetched.map((entry) => offer(entry, store))) };
  },

  async fetchDataset({ id, datasets }, bench, signal) {
    const entry = await fetchedEntry(datasets, id, signal);
    const options = { fetch: discreetFetch, store: await bench.store(), signal, onProgress: bench.progress };
    const { dataset, isStored } = await fetchSet(entry, options);
    bench.library.keep(dataset);
    return { summary: summarize(dataset), isStored };
  },

  async forgetFetched({ id, datasets }, bench, signal) {
    const { files } = await fetchedEntry(datasets, id, signal);
    const store = await bench.store();
    await Promise.all(Object.values(files).map((file) => removeStored(file, store)));
    return {};
  },

  async keptDatasets(_, bench) {
    return { sets: await listKept(await bench.store()) };
  },

  async keepDataset({ name }, bench) {
    const dataset = bench.library.find(OWN);
    if (!dataset || isPointDataset(dataset)) throw new ImportProblem(name, "not-kept", {});
    return keep(dataset, name, await bench.store());
  },

  async openKept({ id }, bench) {
    const dataset = { ...(await openKept(id, await bench.store())), id: OWN };
    bench.library.keep(dataset);
    return summarize(dataset);
  },

  async deleteKept({ id }, bench) {
    await deleteKept(id, await bench.store());
    return {};
  },
};

async function offer(entry: FetchedEntry, store: FileStore): Promise<Fetchable> {
  const { id, name, licence, source, width, height, train, heldOut, from } = entry;
  const hosts = from.map((folder) => new URL(folder).host);
  const isHere = await isStoredHere(entry, store).catch(() => false);
  return { id, name, licence, source, width, height, train, heldOut, hosts, bytes: bytesOf(entry), isHere };
}
