import type { ShippedDefinition } from "../definition";
import { SIDE } from "./draw";
import { SHIPPED_HANGUL } from "./shipped";
import { PARTS } from "./syllables";

export const hangul: ShippedDefinition = {
  kind: "shipped",
  name: { en: "Korean syllables", ko: "한글 음절" },
  about: {
    en: "Three letters to a syllable, the first is the class; drawn from eight fonts under the OFL-1.1",
    ko: "초성·중성·종성으로 된 음절. 클래스는 초성이고, OFL-1.1 글꼴 여덟 가지로 그렸습니다",
  },
  licence: "Apache-2.0",
  channels: 1,
  classes: PARTS[0].letters.length,
  labelNames: PARTS[0].letters,
  factors: PARTS.map(({ name }) => name),
  classFactor: 0,
  sizes: [{ side: SIDE, train: SHIPPED_HANGUL.train, heldOut: SHIPPED_HANGUL.heldOut }],
};
