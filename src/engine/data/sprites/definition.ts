import type { GeneratedDefinition } from "../definition";

export const sprites: GeneratedDefinition = {
  kind: "generated",
  name: { en: "Sprites", ko: "도형" },
  about: {
    en: "One shape on a sheet, and exactly how it lies there",
    ko: "도형 하나와, 그 모양·크기·방향·위치의 정확한 값",
  },
  licence: "Apache-2.0",
  channels: 1,
  classes: 3,
  labelNames: [
    { en: "square", ko: "사각형" },
    { en: "ellipse", ko: "타원" },
    { en: "heart", ko: "하트" },
  ],
  factors: [
    { en: "shape", ko: "모양" },
    { en: "scale", ko: "크기" },
    { en: "rotation", ko: "회전" },
    { en: "x", ko: "x" },
    { en: "y", ko: "y" },
  ],
  classFactor: 0,
  seed: 2017,
  sizes: [
    { side: 32, train: 12_000, heldOut: 2_000 },
    { side: 64, train: 8_000, heldOut: 1_500 },
  ],
  load: async () => {
    const { drawSprites } = await import("./sprites");
    return ({ size, ...what }) => drawSprites({ ...what, size: size === 64 ? 64 : 32 });
  },
};
