import type { Tools } from "../engine/data/import/stock";

/** Decodes a picture as the browser shows it: turned as its camera noted, in sRGB. Throws what the browser throws. */
export const decodeImage: Tools["decodeImage"] = async (bytes, mime) => {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mime }), { premultiplyAlpha: "none" });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas to decode on");
    context.drawImage(bitmap, 0, 0);
    return { width, height, channels: 4, pixels: context.getImageData(0, 0, width, height).data };
  } finally {
    bitmap.close();
  }
};
