import { asImportProblem, ImportProblem } from "../importProblem";
import type { FileArray } from "./array";
import { arraySource } from "./arraySource";
import { openCifar } from "./cifar";
import { type Entry, entryOf, type ImportOptions, type OpenedFile } from "./entry";
import { openIdx } from "./idxArray";
import { openNpy } from "./npyArray";
import { Pace } from "./pace";
import { pictureSource } from "./pictures";
import { sheetSource } from "./sheet";
import { type FileKind, type Sniffed, sniff } from "./sniff";
import type { Source, Tools } from "./stock";
import { tableSource } from "./tableSource";
import type { ImportWarning } from "./understood";
import { openZip } from "./zip";

/** Most files of a folder or ZIP whose content is looked at; beyond them a picture's name is believed until it is read. */
const MOST_SNIFFED = 500;
const MOST_NAMES = 100;
const PICTURE_NAME = /\.(png|jpe?g|webp)$/i;
/** What systems leave in folders and ZIPs. */
const LITTER = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

/**
 * What opened files are, by their content: read as far as that takes, and no image kept. What comes next is in
 * `Understood`. Errors: always ImportProblem.
 */
export async function inspect(files: readonly OpenedFile[], tools: Tools, options: ImportOptions): Promise<Source> {
  const all = files
    .map(({ path }) => path)
    .slice(0, MOST_NAMES)
    .join(", ");
  const pace = new Pace(all, options);
  try {
    const { known, ignored } = await sniffAll(files, options, pace);
    const source = await open(known, all, tools, options, pace);
    const { understood } = source;
    const [first] = ignored;
    const warning: ImportWarning[] = first
      ? [{ code: "ignored-files", count: ignored.length, first: first.entry.name }]
      : [];
    return {
      ...source,
      understood: {
        ...understood,
        names: files.slice(0, MOST_NAMES).map(({ path }) => path),
        files: known.length,
        warnings: [...understood.warnings, ...warning],
      },
    };
  } catch (error) {
    pace.check();
    throw asImportProblem(error, all);
  }
}

async function sniffAll(files: readonly OpenedFile[], options: ImportOptions, pace: Pace) {
  const entries: Entry[] = [];
  const many = files.length > MOST_SNIFFED;
  for (const opened of files) {
    if (LITTER.test(opened.path)) continue;
    const entry = entryOf(opened);
    const kind = many && PICTURE_NAME.test(opened.path) ? "picture" : (await sniff(entry, options)).kind;
    if (kind === "zip")
      entries.push(...(await openZip(opened.path, opened.file)).filter(({ path }) => !LITTER.test(path)));
    else entries.push(entry);
    await pace.rest();
  }
  const known: Sniffed[] = [];
  const ignored: Sniffed[] = [];
  const believe = entries.length > MOST_SNIFFED;
  for (const entry of entries) {
    const sniffed: Sniffed =
      believe && PICTURE_NAME.test(entry.path)
        ? { entry, kind: "picture", found: "", format: "" }
        : await sniff(entry, options);
    const readable = sniffed.kind !== "other" && sniffed.kind !== "zip";
    const alone = entries.length === 1 || !(entry.path.includes("/") || entry.name !== entry.path);
    if (!readable && alone) throw notRead(sniffed);
    (readable ? known : ignored).push(sniffed);
    await pace.rest();
  }
  const [only] = ignored;
  if (known.length === 0 && only) throw notRead(only);
  // Notes beside the images, as in CIFAR-10's folder.
  const isNote = ({ kind, entry }: Sniffed) =>
    kind === "table" && (entry.path.includes("/") || entry.name !== entry.path);
  if (known.every(({ kind }) => kind === "table")) return { known, ignored };
  return { known: known.filter((file) => !isNote(file)), ignored: [...ignored, ...known.filter(isNote)] };
}

function notRead({ entry, found, format, kind, named }: Sniffed): ImportProblem {
  if (named) return new ImportProblem(entry.name, "not-as-named", { found, format: named });
  return new ImportProblem(entry.name, "unknown-format", { found, format: kind === "zip" ? "ZIP" : format });
}

async function open(
  sniffed: readonly Sniffed[],
  all: string,
  tools: Tools,
  options: ImportOptions,
  pace: Pace,
): Promise<Source> {
  const [first] = sniffed;
  if (!first) throw new ImportProblem(all, "no-images", {});
  const kinds = new Set(sniffed.map(({ kind }) => (kind === "npy" ? "idx" : kind)));
  const [kind, second] = kinds;
  if (second) throw new ImportProblem(all, "mixed-kinds", { first: kind ?? "", second });
  const entries = sniffed
    .filter((file) => (file.kind === "npy" ? "idx" : file.kind) === kind)
    .map(({ entry }) => entry);
  switch (kind as FileKind) {
    case "idx":
      return arraySource(first.kind === "npy" ? "npy" : "idx", await openArrays(sniffed, options, pace), all);
    case "cifar10":
      return openCifar(entries, options);
    case "picture":
      return entries.length === 1 && entries[0]
        ? sheetSource(entries[0], tools, options)
        : pictureSource(entries, tools, options);
    default: {
      const [table, another] = entries;
      if (!table || another) throw new ImportProblem(all, "mixed-kinds", { first: "table", second: "table" });
      return tableSource(table, options);
    }
  }
}

async function openArrays(sniffed: readonly Sniffed[], options: ImportOptions, pace: Pace): Promise<FileArray[]> {
  const arrays: FileArray[] = [];
  for (const { entry, kind } of sniffed) {
    if (kind === "idx") arrays.push(await openIdx(entry, options));
    if (kind === "npy") arrays.push(await openNpy(entry, options));
    await pace.rest();
  }
  return arrays;
}
