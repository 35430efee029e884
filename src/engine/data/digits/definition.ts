import type { ShippedDefinition } from "../definition";
import { SHIPPED_DIGITS } from "./shipped";

export const digits: ShippedDefinition = {
  kind: "shipped",
  name: { en: "Digits", ko: "숫자" },
  about: { en: "Like handwriting, but drawn by a program", ko: "손글씨처럼 보이지만 프로그램이 그린 숫자" },
  licence: "Apache-2.0",
  channels: 1,
  classes: 10,
  sizes: [{ side: 28, train: SHIPPED_DIGITS.train, heldOut: SHIPPED_DIGITS.heldOut }],
};
