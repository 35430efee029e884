import type { OpenedFile } from "../engine/data/import/entry";

/** Picked files, with their paths within a picked folder. */
export function pickedFiles(files: Iterable<File>): OpenedFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Dropped files, with all that is in dropped folders. Call it during the drop: afterwards the browser has let go. */
export async function droppedFiles(transfer: DataTransfer | null): Promise<OpenedFile[]> {
  const entries = [...(transfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
  if (entries.length === 0 || entries.includes(null)) return pickedFiles(transfer?.files ?? []);
  return (await Promise.all(entries.map((entry) => filesIn(entry as FileSystemEntry)))).flat();
}

async function filesIn(entry: FileSystemEntry): Promise<OpenedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ""), file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: OpenedFile[] = [];
  // It gives some at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const inside of some) found.push(...(await filesIn(inside)));
  }
}
