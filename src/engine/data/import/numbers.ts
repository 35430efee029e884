/** Numbers of the types that NumPy writes, out of their bytes. */

type Bytes = Uint8Array<ArrayBuffer>;
type Numbers = ArrayLike<number>;

const READERS: Readonly<Record<string, (buffer: ArrayBuffer) => Numbers>> = {
  b1: (buffer) => new Uint8Array(buffer),
  u1: (buffer) => new Uint8Array(buffer),
  i1: (buffer) => new Int8Array(buffer),
  u2: (buffer) => new Uint16Array(buffer),
  i2: (buffer) => new Int16Array(buffer),
  u4: (buffer) => new Uint32Array(buffer),
  i4: (buffer) => new Int32Array(buffer),
  u8: (buffer) => Float64Array.from(new BigUint64Array(buffer), Number),
  i8: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number),
  f4: (buffer) => new Float32Array(buffer),
  f8: (buffer) => new Float64Array(buffer),
};

export function isNumberType(type: string): boolean {
  return Object.hasOwn(READERS, type);
}

/** The numbers in `bytes`, which become theirs; its length is a multiple of an element's. Every host is little-endian. */
export function numbersIn(bytes: Bytes, type: string, bigEndian: boolean): Numbers {
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
  const itemBytes = Number(type.slice(1));
  if (bigEndian && itemBytes > 1) {
    for (let start = 0; start < own.length; start += itemBytes) own.subarray(start, start + itemBytes).reverse();
  }
  return READERS[type]?.(own.buffer) ?? [];
}

/** Texts of a fixed length: "U" holds code points of 4 bytes, "S" bytes; both end at their first 0. */
export function textsIn(bytes: Bytes, type: string, itemBytes: number, bigEndian: boolean): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const unit = type === "U" ? 4 : 1;
  return Array.from({ length: bytes.length / itemBytes }, (_, i) => {
    let text = "";
    for (let at = i * itemBytes; at < (i + 1) * itemBytes; at += unit) {
      const point = unit === 4 ? view.getUint32(at, !bigEndian) : view.getUint8(at);
      if (point === 0) break;
      text += String.fromCodePoint(point <= 0x10ffff ? point : 0xfffd);
    }
    return text;
  });
}
