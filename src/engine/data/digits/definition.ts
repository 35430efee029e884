import type { ShippedDefinition } from "../definition";
import { SHIPPED_DIGITS } from "./shipped";

export const digits: ShippedDefinition = {
  kind: "shipped",
  name: { en: "Digits", ko: "손글씨 숫자" },
  about: { en: "Handwriting, drawn for this page", ko: "이 페이지를 위해 그린 손글씨" },
  licence: "Apache-2.0",
  channels: 1,
  classes: 10,
  sizes: [{ side: 28, train: SHIPPED_DIGITS.train, heldOut: SHIPPED_DIGITS.heldOut }],
};
