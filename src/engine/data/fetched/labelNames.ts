import type { FETCHED_DATASETS } from "../../experiment";
import type { Bilingual } from "../definition";

/** What the classes of fetched sets are called, where they are more than numbers (Xiao, Rasul & Vollgraf 2017, table 2). */
export const FETCHED_LABEL_NAMES: Partial<Record<(typeof FETCHED_DATASETS)[number], readonly Bilingual[]>> = {
  "fashion-mnist": [
    { en: "T-shirt/top", ko: "티셔츠" },
    { en: "Trouser", ko: "바지" },
    { en: "Pullover", ko: "풀오버" },
    { en: "Dress", ko: "드레스" },
    { en: "Coat", ko: "코트" },
    { en: "Sandal", ko: "샌들" },
    { en: "Shirt", ko: "셔츠" },
    { en: "Sneaker", ko: "운동화" },
    { en: "Bag", ko: "가방" },
    { en: "Ankle boot", ko: "앵클부츠" },
  ],
};
