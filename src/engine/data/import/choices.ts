import * as v from "valibot";
import { ImportProblem } from "../importProblem";

/** Longest and shortest side that images can be resized to, in pixels. */
export const SIDE = { least: 16, most: 128 } as const;

/** What two sides cut off together is less than this part: 95 %, and what rounding adds to a sum of hundredths. */
const MOST_CUT = 0.951;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(0.95));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

const cropSchema = v.variant("kind", [
  v.object({ kind: v.literal("none") }),
  /** The largest square in the middle. */
  v.object({ kind: v.literal("square") }),
  /** What is cut off each side, as a part of the width or height. */
  v.pipe(
    v.object({ kind: v.literal("margins"), left: share, right: share, top: share, bottom: share }),
    v.check(({ left, right, top, bottom }) => left + right < MOST_CUT && top + bottom < MOST_CUT),
  ),
]);

/** What a person can choose about files that were understood; `Understood.suggested` is where to start. */
const choicesSchema = v.object({
  crop: cropSchema,
  /** The longer side of every image in pixels after the crop; null leaves images of one size as they are. */
  size: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(SIDE.least), v.maxValue(SIDE.most))),
  /** Dark on light becomes light on dark, which is what 0 for paper and 255 for ink means. */
  invert: v.boolean(),
  /** What each image is made of. "alpha" is how opaque it is; everything else is seen on white paper. */
  channel: v.picklist(["grey", "rgb", "red", "green", "blue", "alpha"]),
  /** Most images in all, a part of each part by `seed`; null takes all. */
  limit: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(2))),
  /** The part of the images that is held out, where files do not say which. */
  heldOut: v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.9)),
  /** Which images are held out and which are left out over the limit is a function of this alone. */
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1)),
  /** Of a table: is each row an image, or a point of a plane or of space, which takes two or three numbers? */
  samples: v.picklist(["images", "points"]),
  /** Of a table: the column of the labels, counted from 0; null for none. */
  labelColumn: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Of a table: is its first row names rather than numbers? */
  header: v.boolean(),
  /** The size of one image where a file does not tell: a tile of a sheet, the numbers of a row. */
  tile: v.nullable(v.object({ width: positive, height: positive })),
});

export type ImportChoices = v.InferOutput<typeof choicesSchema>;
export type Channel = ImportChoices["channel"];
export type Crop = ImportChoices["crop"];

/** Choices out of untrusted data. Errors: ImportProblem "bad-choice" with the path of the first that cannot be. */
export function parseChoices(untrusted: unknown, file: string): ImportChoices {
  const parsed = v.safeParse(choicesSchema, untrusted);
  if (parsed.success) return parsed.output;
  throw new ImportProblem(file, "bad-choice", { choice: v.getDotPath(parsed.issues[0]) ?? "" });
}
