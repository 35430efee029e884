/** IDX files for tests, built byte by byte. */

/** The header of unsigned bytes with these sizes. */
export function idxHeader(...sizes: number[]): number[] {
  return [
    0,
    0,
    8,
    sizes.length,
    ...sizes.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]),
  ];
}

/** `count` images; the pixels of image i are all i mod 256. */
export function idxImages(count: number, height = 2, width = 3): Uint8Array<ArrayBuffer> {
  const size = height * width;
  const pixels = Array.from({ length: count * size }, (_, i) => Math.floor(i / size) % 256);
  return Uint8Array.from([...idxHeader(count, height, width), ...pixels]);
}

/** `count` labels; label i is i mod `classes`. */
export function idxLabels(count: number, classes = 10): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...idxHeader(count), ...Array.from({ length: count }, (_, i) => i % classes)]);
}

/** The labels that `idxLabels` holds. */
export function labelsOf(count: number, classes = 10): Uint16Array {
  return Uint16Array.from({ length: count }, (_, i) => i % classes);
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

export function fileOf(name: string, bytes: Uint8Array<ArrayBuffer> | number[]): File {
  return new File([Uint8Array.from(bytes)], name);
}
