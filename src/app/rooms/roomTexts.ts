import { useMemo } from "react";
import { createTranslator } from "use-intl/core";
import { useStore } from "../store";

type Texts = { readonly [key: string]: string | Texts };
/** The same keys with texts of another language. */
export type Translated<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]> };

/**
 * The texts of a room, which come with it: `const useRoomT = roomTexts(en, ko)` in its folder, `t("title")` in its views.
 * A key that lacks in either language does not compile.
 */
export function roomTexts<const English extends Texts>(en: English, ko: Translated<English>) {
  return () => {
    const locale = useStore((state) => state.locale);
    return useMemo(
      () => createTranslator({ locale, messages: (locale === "ko" ? ko : en) as English, timeZone: "UTC" }),
      [locale],
    );
  };
}
