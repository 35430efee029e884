import type { FileStore } from "../engine/data/fileStore";
import { storageProblem } from "./storageProblem";

/**
 * The first store that the browser opens. One is always returned: where the browser has none, each use of it is an
 * ImportProblem "storage-refused".
 */
export async function openStore(ways: readonly (() => Promise<FileStore>)[]): Promise<FileStore> {
  let failure: unknown;
  for (const open of ways) {
    try {
      return await open();
    } catch (error) {
      failure = error;
    }
  }
  const refuse = async (name: string): Promise<never> => {
    throw storageProblem(failure, name, 0);
  };
  return { read: refuse, write: refuse, remove: refuse, list: () => refuse("storage") };
}
