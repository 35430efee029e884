import { useTranslations } from "use-intl";
import type { en } from "./en";

declare module "use-intl" {
  interface AppConfig {
    Locale: "en" | "ko";
    Messages: typeof en;
  }
}

/** The translator: `t("transport.play")`. A key that does not exist does not compile. */
export const useT = () => useTranslations();
