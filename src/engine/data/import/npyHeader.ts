import type { ByteReader } from "../bytes";
import { ImportProblem } from "../importProblem";
import { isNumberType } from "./numbers";

/** What a NumPy file announces (NEP 1); its numbers come next. */
export interface NpyHeader {
  /** The type without its byte order: "u1", "f4", "U" or "S" with the number of characters in `length`. */
  readonly type: string;
  /** Bytes of one element. */
  readonly itemBytes: number;
  readonly bigEndian: boolean;
  /** Fortran order: the first index changes fastest. */
  readonly fortran: boolean;
  readonly shape: readonly number[];
  /** Byte at which the numbers begin. */
  readonly start: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Far more than a header of numbers needs; those of records can be long. */
const MOST_HEADER = 65_536;
/** Dimensions of an array in NumPy. */
const MOST_RANK = 64;

/** Errors: ImportProblem "bad-npy", "npy-type", "truncated". */
export async function readNpyHeader(reader: ByteReader, name: string): Promise<NpyHeader> {
  const start = await reader.takeAll(8);
  const major = start[6] as number;
  const damaged = (offset: number) => new ImportProblem(name, "bad-npy", { offset });
  if (MAGIC.some((byte, i) => start[i] !== byte)) throw damaged(0);
  if (major < 1 || major > 3) throw damaged(6);
  const lengthBytes = await reader.takeAll(major === 1 ? 2 : 4);
  const length = lengthBytes.reduce((sum, byte, i) => sum + byte * 256 ** i, 0);
  if (length > MOST_HEADER) throw damaged(8);
  const offset = 8 + lengthBytes.length;
  const text = new TextDecoder().decode(await reader.takeAll(length));
  const shape = shapeIn(text);
  const fortran = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  if (!shape || !fortran) throw damaged(offset);
  return { ...typeIn(text, name, damaged(offset)), fortran: fortran === "True", shape, start: offset + length };
}

/** The shape in "{'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }". */
function shapeIn(text: string): number[] | undefined {
  const inside = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  const sizes = inside
    ?.split(",")
    .map((part) => part.replace("L", "").trim())
    .filter((part) => part !== "")
    .map(Number);
  return sizes && sizes.length <= MOST_RANK && sizes.every(Number.isSafeInteger) ? sizes : undefined;
}

function typeIn(text: string, name: string, damaged: ImportProblem) {
  const described = /'descr'\s*:\s*('[^']{0,40}'|\[)/.exec(text)?.[1];
  if (!described) throw damaged;
  const [, order = "", kind = "", digits = ""] = /^'([<>|=]?)([a-zA-Z])(\d{1,6})'$/.exec(described) ?? [];
  const bigEndian = order === ">";
  const length = Number(digits);
  if (isNumberType(kind + digits)) return { type: kind + digits, itemBytes: length, bigEndian };
  if ((kind === "U" || kind === "S") && length > 0 && length <= 256) {
    return { type: kind, itemBytes: kind === "U" ? 4 * length : length, bigEndian };
  }
  throw new ImportProblem(name, "npy-type", { type: described === "[" ? "records" : described.slice(1, -1) });
}
