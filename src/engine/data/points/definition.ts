import type { PointsDefinition } from "../definition";

export const points: PointsDefinition = {
  kind: "points",
  name: { en: "Points", ko: "점구름" },
  about: {
    en: "Clouds on curves and surfaces, in the plane and in space",
    ko: "평면과 공간의 곡선·곡면 위에 흩어진 점",
  },
  licence: "Apache-2.0",
  seed: 2008,
  train: 4_000,
  heldOut: 1_000,
  shapes: {
    moons: { en: "Moons", ko: "초승달" },
    spirals: { en: "Spirals", ko: "나선" },
    pinwheel: { en: "Pinwheel", ko: "바람개비" },
    rings: { en: "Rings", ko: "고리" },
    gaussians: { en: "Gaussians", ko: "가우스 분포" },
    swissRoll: { en: "Swiss roll", ko: "스위스 롤" },
    sCurve: { en: "S curve", ko: "S자 곡면" },
    trefoil: { en: "Trefoil", ko: "세 잎 매듭" },
  },
  load: async () => (await import("./points")).makePoints,
};
