import { ImportProblem } from "../importProblem";
import { describe } from "./describe";
import type { Entry, ImportOptions } from "./entry";
import { withReader } from "./idxArray";
import { interleave } from "./npyArray";
import { Pace } from "./pace";
import { namedHeldOut, type Part, type Source } from "./stock";

/** A record of CIFAR-10's binary version: a label, then 32 × 32 bytes of red, of green and of blue (Krizhevsky 2009). */
export const RECORD = 1 + 3 * 32 * 32;
const SIDE = 32;
const NAMES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
const AT_ONCE = 128;

/** CIFAR-10 out of its binary files: data_batch_*.bin train, test_batch.bin is held out. Errors: always ImportProblem. */
export async function openCifar(entries: readonly Entry[], options: ImportOptions): Promise<Source> {
  const parts: Part[] = [];
  const labels: number[] = [];
  const someTrain = entries.some(({ name }) => !namedHeldOut(name));
  for (const entry of entries) {
    const before = labels.length;
    await eachRecord(entry, options, (record) => {
      labels.push(record[0] as number);
      return true;
    });
    parts.push({ name: entry.name, count: labels.length - before, heldOut: someTrain && namedHeldOut(entry.name) });
  }
  const classes = { labels: Uint16Array.from(labels), count: NAMES.length, names: NAMES };
  const sizes = [{ width: SIDE, height: SIDE, count: labels.length }];
  return {
    understood: describe({ kind: "cifar10", parts, sizes, channels: 3, found: classes }),
    stock: async () => ({
      parts,
      workingBytes: 0,
      classes: () => classes,
      async read(sink, options) {
        let index = 0;
        for (const entry of entries) {
          await eachRecord(entry, options, (record) => {
            const pixels = sink.wants(index) && interleave(record.subarray(1), 3);
            if (pixels) sink.put(index, { width: SIDE, height: SIDE, channels: 3, pixels });
            index++;
            return !sink.full;
          });
        }
      },
    }),
  };
}

/** Reads until `visit` says no. Errors: "bad-record" with the place, "truncated". */
async function eachRecord(entry: Entry, options: ImportOptions, visit: (record: Uint8Array) => boolean): Promise<void> {
  const pace = new Pace(entry.name, options);
  await withReader(entry, options, async (reader) => {
    for (let start = 0; ; start += AT_ONCE) {
      const block = await reader.take(AT_ONCE * RECORD);
      for (let i = 0; (i + 1) * RECORD <= block.length; i++) {
        const label = block[i * RECORD] as number;
        const record = start + i + 1;
        if (label >= NAMES.length) {
          throw new ImportProblem(entry.name, "bad-record", { record, offset: (record - 1) * RECORD, label });
        }
        if (!visit(block.subarray(i * RECORD, (i + 1) * RECORD))) return;
      }
      const rest = block.length % RECORD;
      if (rest > 0) {
        const actual = start * RECORD + block.length;
        throw new ImportProblem(entry.name, "truncated", { expected: actual - rest + RECORD, actual });
      }
      if (block.length < AT_ONCE * RECORD) return;
      await pace.rest();
    }
  });
}
