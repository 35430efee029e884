/** One of a person's own drawings, and the file that it is kept in: a line of JSON, then its pixels. */
import * as v from "valibot";
import { type ImageShape, imageSize } from "../dataset";
import type { Bytes } from "../storedBytes";

export interface Drawing extends ImageShape {
  /** Later drawings have greater ids. */
  readonly id: string;
  /** height × width × channels bytes, as of `ImageSet`. */
  readonly pixels: Uint8Array;
  /** The name of its class; empty without. */
  readonly label: string;
}

/** As many are kept. */
export const MOST_DRAWINGS = 200;
/** As many are needed to train on some and to hold one out. */
export const FEWEST_DRAWINGS = 3;

/** Letters that a label may have. */
export const LONGEST_LABEL = 24;

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024));
const aboutSchema = v.object({
  width: side,
  height: side,
  channels: v.picklist([1, 3]),
  label: v.pipe(v.string(), v.maxLength(LONGEST_LABEL)),
});

const LINE_END = 10;

export function packDrawing({ width, height, channels, label, pixels }: Drawing): Bytes[] {
  const about = JSON.stringify({ width, height, channels, label } satisfies v.InferOutput<typeof aboutSchema>);
  return [new TextEncoder().encode(`${about}\n`), Uint8Array.from(pixels)];
}

/** The drawing in a file; nothing where the file is damaged. */
export function unpackDrawing(id: string, file: Uint8Array): Drawing | undefined {
  const end = file.indexOf(LINE_END);
  const about = v.safeParse(aboutSchema, parseJson(new TextDecoder().decode(file.subarray(0, Math.max(0, end)))));
  const pixels = file.slice(end + 1);
  return about.success && pixels.length === imageSize(about.output) ? { id, ...about.output, pixels } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
