/** What the first bytes of a picture tell: its format and size, before anything is decoded. */

export type PictureFormat = "png" | "jpeg" | "webp";

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export function pictureFormat(start: Uint8Array): PictureFormat | undefined {
  if (begins(start, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "png";
  if (begins(start, [0xff, 0xd8, 0xff])) return "jpeg";
  if (begins(start, [0x52, 0x49, 0x46, 0x46]) && begins(start.subarray(8), [0x57, 0x45, 0x42, 0x50])) return "webp";
  return undefined;
}

/** The size in pixels; undefined where the bytes end before it, or hold none. */
export function pictureSize(bytes: Uint8Array, format: PictureFormat): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = { png: pngSize, jpeg: jpegSize, webp: webpSize }[format](view);
  return size && size.width > 0 && size.height > 0 ? size : undefined;
}

function begins(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}

/** The IHDR chunk is the first (ISO 15948). */
function pngSize(view: DataView): PictureSize | undefined {
  if (view.byteLength < 24 || view.getUint32(12) !== 0x49484452) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame header is one of SOF0 … SOF15, after any number of other segments (ITU-T T.81). */
function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; at + 9 <= view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // padding
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Lossy, lossless or extended (RFC 9649). */
function webpSize(view: DataView): PictureSize | undefined {
  if (view.byteLength < 30) return undefined;
  const kind = view.getUint32(12);
  if (kind === 0x56503820) {
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
  if (kind === 0x5650384c) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (kind !== 0x56503858) return undefined;
  const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return { width: three(24), height: three(27) };
}
