/** Files of every kind for tests, built byte by byte. */
import { deflateSync } from "node:zlib";
import { zipSync } from "fflate";
import { fileOf } from "../idxFixtures";
import { crc32 } from "./crc32";
import type { OpenedFile } from "./entry";
import { pictureSize } from "./imageHeader";
import type { Tools } from "./stock";

type Bytes = Uint8Array<ArrayBuffer>;

export function opened(path: string, bytes: Bytes | number[] | string): OpenedFile {
  const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  return { path, file: fileOf(path, content) };
}

/** A NumPy file of version 1.0 around `data`. */
export function npy(descr: string, shape: readonly number[], data: Uint8Array, fortran = false): Bytes {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const said = `{'descr': '${descr}', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': (${tuple}), }`;
  const header = said.padEnd(Math.ceil((said.length + 11) / 64) * 64 - 11).concat("\n");
  const start = [0x93, ...Buffer.from("NUMPY"), 1, 0, header.length & 255, header.length >> 8];
  return Uint8Array.from([...start, ...Buffer.from(header), ...data]);
}

/** Rows of pixels as PNG: channels 1, 3 or 4, 8 bits, no filter. */
export function png(width: number, height: number, channels: 1 | 3 | 4, pixel: (i: number) => number): Bytes {
  const raw = new Uint8Array(height * (1 + width * channels));
  for (let i = 0; i < width * height * channels; i++) {
    raw[i + 1 + Math.floor(i / (width * channels))] = pixel(i);
  }
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([8, { 1: 0, 3: 2, 4: 6 }[channels], 0, 0, 0], 8);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(raw)), chunk("IEND", new Uint8Array(0))];
  return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...parts.flatMap((part) => [...part])]);
}

function chunk(name: string, data: Uint8Array): Bytes {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(Buffer.from(name), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

export function zip(files: Record<string, Uint8Array>, level: 0 | 6 = 6): Bytes {
  return zipSync(files, { level, mtime: "2020-01-01" }) as Bytes;
}

/** `count` records of CIFAR-10; record i has the class i mod 10, red i, green 2i, blue 3i. */
export function cifar(count: number): Bytes {
  const plane = (value: number) => Array<number>(1024).fill(value & 255);
  const records = Array.from({ length: count }, (_, i) => [i % 10, ...plane(i), ...plane(2 * i), ...plane(3 * i)]);
  return Uint8Array.from(records.flat());
}

/** Decodes nothing: a picture of the size in its header, in stripes that its length tells. */
export const tools: Tools = {
  async decodeImage(bytes) {
    const size = pictureSize(bytes, "png");
    if (!size || bytes.length < 50) throw new Error("cannot decode");
    const pixels = new Uint8Array(size.width * size.height * 4).map(
      (_, i) => (bytes.length + ((i >> 2) % 16) * 7) & 255,
    );
    for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255;
    return { ...size, channels: 4, pixels };
  },
};
