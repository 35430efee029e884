import { type DataChoice, dataKey, type LoadOptions, loadDataset } from "../engine/data/load";
import type { AnyDataset } from "../engine/data/samples";

/** The data sets of this visit: each is fetched or drawn once. */
export class Library {
  private readonly datasets = new Map<string, AnyDataset>();

  /** Keeps a person's own data set, in place of an earlier one of its id. */
  keep(dataset: AnyDataset): void {
    this.datasets.set(dataset.id, dataset);
  }

  /** @throws ImportProblem, as `loadDataset` */
  async get(choice: DataChoice, options: LoadOptions): Promise<AnyDataset> {
    const name = dataKey(choice);
    const dataset = this.datasets.get(name) ?? (await loadDataset(choice, options));
    this.datasets.set(name, dataset);
    return dataset;
  }
}
