import { en } from "../i18n/en";
import { ko } from "../i18n/ko";
import { type State, useStore } from "./store";

export const messages = { en, ko };

/**
 * Keeps the document's language, title and theme those of the page. Called before the views subscribe: what they
 * render then meets its language already there. The other way round, the browser lays the page out twice.
 */
export function keepSurroundings(): void {
  const apply = ({ locale, theme }: State, before?: State) => {
    const root = document.documentElement;
    if (theme !== before?.theme) root.dataset.theme = theme;
    if (locale === before?.locale) return;
    root.lang = locale;
    document.title = messages[locale].app.name;
  };
  apply(useStore.getState());
  useStore.subscribe(apply);
}
