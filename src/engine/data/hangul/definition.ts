import type { ShippedDefinition } from "../definition";
import { SIDE } from "./draw";
import { SHIPPED_HANGUL } from "./shipped";
import { PARTS } from "./syllables";

export const hangul: ShippedDefinition = {
  kind: "shipped",
  name: { en: "Korean syllables", ko: "한글 음절" },
  about: { en: "Three letters to a syllable, in eight hands and fonts", ko: "초성·중성·종성을 여덟 가지 글씨체로" },
  licence: "Apache-2.0",
  channels: 1,
  classes: PARTS[0].letters.length,
  labelNames: PARTS[0].letters,
  factors: PARTS.map(({ name }) => name),
  sizes: [{ side: SIDE, train: SHIPPED_HANGUL.train, heldOut: SHIPPED_HANGUL.heldOut }],
};
