import { type Look, lookAt } from "./channels";
import { classesOf, MOST_CLASSES } from "./classes";
import { describe } from "./describe";
import type { Entry, ImportOptions } from "./entry";
import { Pace } from "./pace";
import { readPicture, sizeOfPicture } from "./picture";
import type { Classes, Part, Sink, Source, Tools } from "./stock";
import type { ImportWarning, Understood } from "./understood";

/** How many pictures are looked at for their size, and how many of them are decoded for their colours. */
const MEASURED = 500;
const DECODED = 16;
/** Most sizes that are told. */
const MOST_SIZES = 8;
/** Pictures that are decoded side by side, while they are small. */
const SIDE_BY_SIDE = 8;
const SMALL_BYTES = 512 * 1024;

/** Folders that say what their images are for rather than what they show. */
const TRAIN_FOLDER = /^(train|training|학습|훈련)$/i;
const HELD_OUT_FOLDER = /^(test|testing|t10k|val|valid|validation|held[-_ ]?out|시험|테스트|검증|평가)$/i;

/** One image a file; the folder that it is in is its label. Errors: always ImportProblem. */
export async function pictureSource(entries: readonly Entry[], tools: Tools, options: ImportOptions): Promise<Source> {
  const parts = partsOf(entries);
  const ordered = parts.flatMap(({ entries }) => entries);
  const pace = new Pace(entries[0]?.name ?? "", options);
  const measured = spread(ordered, MEASURED);
  const counts = new Map<string, { width: number; height: number; count: number }>();
  for (const [i, entry] of measured.entries()) {
    const { width, height } = await sizeOfPicture(entry, options);
    const known = counts.get(`${width}×${height}`);
    counts.set(`${width}×${height}`, { width, height, count: (known?.count ?? 0) + 1 });
    options.onProgress?.(i + 1, measured.length);
    await pace.rest();
  }
  const looks: Look[] = [];
  for (const entry of spread(ordered, DECODED)) {
    looks.push(lookAt(await readPicture(entry, tools, options)));
    await pace.rest();
  }
  const { classes, warnings } = classesOfFolders(ordered);
  const sizes = [...counts.values()].sort((a, b) => b.count - a.count);
  // Only now and then a picture is measured: the others may be of any size.
  const understood = describe({
    kind: "images",
    parts: parts.map(({ entries, ...part }): Part => ({ ...part, count: entries.length })),
    sizes: sizes.slice(0, MOST_SIZES),
    looked: measured.length,
    found: classes,
    warnings,
    workingBytes: SIDE_BY_SIDE * SMALL_BYTES + 8 * Math.max(...sizes.map(({ width, height }) => width * height)),
    ...suggestFrom(looks),
  });
  const { workingBytes } = understood;
  const stock = {
    parts: understood.parts,
    workingBytes,
    classes: () => classes,
    read: (sink: Sink, reading: ImportOptions) => readAll(ordered, sink, tools, reading),
  };
  return { understood, stock: async () => stock };
}

/** Grey, in colours, or only opaque here and there; ink on paper is inverted. */
export function suggestFrom(looks: readonly Look[]): Pick<Understood, "channels"> & { suggest: object } {
  const channels = looks.reduce<1 | 3 | 4>((most, look) => Math.max(most, look.channels) as 1 | 3 | 4, 1);
  if (looks.length > 0 && looks.every(({ onlyAlpha }) => onlyAlpha)) {
    return { channels, suggest: { channel: "alpha" } };
  }
  const light = looks.filter(({ lightEdges }) => lightEdges).length;
  return { channels, suggest: channels === 1 ? { channel: "grey", invert: light > looks.length / 2 } : {} };
}

async function readAll(entries: readonly Entry[], sink: Sink, tools: Tools, options: ImportOptions): Promise<void> {
  const pace = new Pace(entries[0]?.name ?? "", options);
  const wanted = entries.map((entry, index) => ({ entry, index })).filter(({ index }) => sink.wants(index));
  for (let start = 0; start < wanted.length && !sink.full; ) {
    let end = start + 1;
    while (end < wanted.length && end - start < SIDE_BY_SIDE && isSmall(wanted[end]) && isSmall(wanted[start])) end++;
    const group = wanted.slice(start, end);
    const rasters = await Promise.all(group.map(({ entry }) => readPicture(entry, tools, options)));
    for (const [i, raster] of rasters.entries()) sink.put(group[i]?.index as number, raster);
    start = end;
    await pace.rest();
  }
}

function isSmall(item: { entry: Entry } | undefined): boolean {
  return (item?.entry.size ?? 0) < SMALL_BYTES / 16;
}

function partsOf(entries: readonly Entry[]): { name: string; heldOut: boolean; entries: Entry[] }[] {
  const inOrder = new Intl.Collator("en", { numeric: true });
  const sorted = [...entries].sort((a, b) => inOrder.compare(a.path, b.path) || (a.path < b.path ? -1 : 1));
  const heldOut = sorted.filter(({ path }) => folders(path).some((folder) => HELD_OUT_FOLDER.test(folder)));
  if (heldOut.length === 0 || heldOut.length === sorted.length) return [{ name: "", heldOut: false, entries: sorted }];
  const isHeldOut = new Set(heldOut);
  const train = sorted.filter((entry) => !isHeldOut.has(entry));
  return [
    { name: "train", heldOut: false, entries: train },
    { name: "test", heldOut: true, entries: heldOut },
  ];
}

function folders(path: string): string[] {
  return path.split("/").slice(0, -1);
}

/** The last folder that is not one for training or testing. */
function folderOf({ path }: Entry): string {
  const isPart = (folder: string) => TRAIN_FOLDER.test(folder) || HELD_OUT_FOLDER.test(folder);
  return folders(path).findLast((folder) => !isPart(folder)) ?? "";
}

function classesOfFolders(entries: readonly Entry[]): { classes?: Classes | undefined; warnings: ImportWarning[] } {
  const names = entries.map(folderOf);
  const distinct = new Set(names);
  if (distinct.size === 1) {
    const [name = ""] = distinct;
    return { warnings: name ? [{ code: "one-class", name }] : [] };
  }
  const classes = classesOf(names);
  return { classes, warnings: classes ? [] : [{ code: "too-many-classes", limit: MOST_CLASSES }] };
}

/** At most `most` of them, evenly over all. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as Item);
}
