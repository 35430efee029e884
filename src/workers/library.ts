import { fetchedEntry, loadStored } from "../engine/data/fetched/fetchSet";
import type { FileStore } from "../engine/data/fileStore";
import { type DataChoice, dataKey, type LoadOptions, loadDataset } from "../engine/data/load";
import type { AnyDataset } from "../engine/data/samples";
import { FETCHED_DATASETS } from "../engine/experiment";

/** The data sets of this visit: each is fetched or drawn once. */
export class Library {
  private readonly datasets = new Map<string, AnyDataset>();

  /** `openStore` gives what was fetched in earlier visits. */
  constructor(private readonly openStore: () => Promise<FileStore>) {}

  /** A data set that is here under this name, such as the person's own. */
  find(name: string): AnyDataset | undefined {
    return this.datasets.get(name);
  }

  /** Keeps a person's own data set, in place of an earlier one of its id. */
  keep(dataset: AnyDataset): void {
    this.datasets.set(dataset.id, dataset);
  }

  /** @throws ImportProblem, as `loadDataset` and `loadStored`: nobody else is asked for a data set here. */
  async get(choice: DataChoice, options: LoadOptions): Promise<AnyDataset> {
    if (choice.drawn) return loadDataset(choice, options); // what is drawn has no name
    const name = dataKey(choice);
    const dataset = this.datasets.get(name) ?? (await this.load(choice, options));
    this.datasets.set(name, dataset);
    return dataset;
  }

  private async load(choice: DataChoice, options: LoadOptions): Promise<AnyDataset> {
    if (!FETCHED_DATASETS.some((id) => id === choice.dataset)) return loadDataset(choice, options);
    const entry = await fetchedEntry(options.baseUrl, choice.dataset, options.signal);
    return loadStored(entry, await this.openStore(), options.signal);
  }
}
