import type { GeneratedDefinition } from "../definition";

export const faces: GeneratedDefinition = {
  kind: "generated",
  name: { en: "Faces", ko: "얼굴" },
  about: {
    en: "Drawn people in colour, each from thirteen known choices",
    ko: "열세 가지 요인을 골라 그린 컬러 얼굴",
  },
  licence: "Apache-2.0",
  channels: 3,
  classes: 9,
  labelNames: [
    { en: "bald", ko: "민머리" },
    { en: "crop", ko: "짧은 머리" },
    { en: "swoop", ko: "넘긴 머리" },
    { en: "curls", ko: "곱슬머리" },
    { en: "afro", ko: "아프로" },
    { en: "bob", ko: "단발" },
    { en: "long", ko: "긴 머리" },
    { en: "pigtails", ko: "양갈래" },
    { en: "ponytail", ko: "포니테일" },
  ],
  factors: [
    { en: "skin", ko: "피부" },
    { en: "hair", ko: "머리 모양" },
    { en: "hair colour", ko: "머리 색" },
    { en: "eyes", ko: "눈" },
    { en: "eye colour", ko: "눈 색" },
    { en: "brows", ko: "눈썹" },
    { en: "mouth", ko: "입" },
    { en: "glasses", ko: "안경" },
    { en: "hat", ko: "모자" },
    { en: "beard", ko: "수염" },
    { en: "pose", ko: "방향" },
    { en: "light", ko: "조명" },
    { en: "background", ko: "배경" },
  ],
  classFactor: 1,
  seed: 2019,
  sizes: [
    { side: 32, train: 6_000, heldOut: 1_000 },
    { side: 64, train: 4_000, heldOut: 800 },
    { side: 128, train: 1_500, heldOut: 300 },
  ],
  load: async () => {
    const { drawFaces } = await import("./faces");
    return ({ size, ...what }) => drawFaces({ ...what, size: size === 128 ? 128 : size === 64 ? 64 : 32 });
  },
};
