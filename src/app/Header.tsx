import { Languages, Moon, Share2, SlidersHorizontal, Sun } from "lucide-react";
import { Button, IconButton } from "../components/ui/Button";
import { useT } from "../i18n/useT";
import { share } from "./actions/address";
import { setLocale, setTheme } from "./actions/page";
import styles from "./Header.module.css";
import { LECTURE, lectureModel } from "./lectureModel";
import { useExperiment, useStore } from "./store";

export function Header({ onExperiment }: { readonly onExperiment: () => void }) {
  const t = useT();
  const model = lectureModel(useExperiment());
  const locale = useStore((state) => state.locale);
  const theme = useStore((state) => state.theme);
  const otherTheme = theme === "dark" ? "light" : "dark";
  return (
    <header className={styles.header}>
      <h1 className={styles.name}>
        <svg width="26" height="22" viewBox="0 0 26 22" aria-hidden="true">
          <path d="M1 1 11 7v8L1 21Z" fill="var(--mu)" />
          <path d="M25 1 15 7v8l10 6Z" fill="var(--xhat)" />
        </svg>
        <span>{t("app.name")}</span>
      </h1>
      <p className={styles.crumb}>
        <span title={t("chapter.hint")}>{t("chapter.label", { number: String(LECTURE[model].chapter) })}</span> ·{" "}
        <b>{t(`model.${model}`)}</b>
      </p>
      <div className={styles.actions}>
        <Button className={styles.experiment} onClick={onExperiment}>
          <SlidersHorizontal size={16} aria-hidden="true" />
          {t("header.experiment")}
        </Button>
        <Button onClick={() => setLocale(locale === "ko" ? "en" : "ko")} title={t("header.language")}>
          <Languages size={16} aria-hidden="true" />
          <span className={styles.wide}>{locale === "ko" ? "English" : "한국어"}</span>
        </Button>
        <IconButton
          label={t(otherTheme === "dark" ? "header.themeDark" : "header.themeLight")}
          onClick={() => setTheme(otherTheme)}
        >
          {otherTheme === "dark" ? <Moon size={17} /> : <Sun size={17} />}
        </IconButton>
        <Button
          variant="solid"
          onClick={() => void share()}
          title={t("header.shareHint")}
          aria-label={t("header.share")}
        >
          <Share2 size={15} aria-hidden="true" />
          <span className={styles.wide}>{t("header.share")}</span>
        </Button>
      </div>
    </header>
  );
}
