/** The page opens, follows links, and is shown as the person wants it. */
import { differences } from "../../engine/experiment";
import { recall, recallDrawn, remember } from "../memory";
import type { RoomId } from "../rooms/rooms";
import { useStore } from "../store";
import { type Locale, readHash, type Theme } from "../url";
import { inLink, writeAddress } from "./address";
import { withData } from "./data";
import { listen, setBackend } from "./events";
import { notify } from "./notices";
import { begin } from "./runs";
import { watchStages } from "./stages";
import { play } from "./transport";
import { startWorker } from "./worker";

const get = useStore.getState;
const set = useStore.setState;

let themeChosen = false;
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const systemTheme = (): Theme => (darkSystem.matches ? "dark" : "light");

export function open(): void {
  const link = readHash(location.hash);
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "ko" || tag === "en");
  const theme = link.theme ?? (recall("theme") as Theme | undefined);
  themeChosen = theme !== undefined;
  set({
    locale: link.lang ?? (recall("lang") as Locale | undefined) ?? (preferred as Locale | undefined) ?? "en",
    theme: theme ?? systemTheme(),
    backend: link.backend,
    drawn: recallDrawn(),
    wantsPlay: link.play,
    ...(link.room && { room: link.room }),
  });
  // A link's choice is the person's from now on: it holds when the page is loaded again.
  if (link.lang) remember("lang", link.lang);
  if (link.theme) remember("theme", link.theme);
  if (link.corrections.length > 0) notify({ kind: "link", corrections: link.corrections });
  listen();
  watchStages();
  startWorker();
  begin(withData(link.experiment));
  addEventListener("hashchange", followLink);
  darkSystem.addEventListener("change", () => !themeChosen && set({ theme: systemTheme() }));
}

function followLink(): void {
  const link = readHash(location.hash);
  if (link.corrections.length > 0) notify({ kind: "link", corrections: link.corrections });
  if (link.lang) setLocale(link.lang);
  if (link.theme) setTheme(link.theme);
  if (link.room) set({ room: link.room });
  if (link.backend && link.backend !== get().backend) setBackend(link.backend);
  if (differences(inLink(), link.experiment).length > 0) begin(withData(link.experiment));
  if (link.play) play();
  writeAddress();
}

export function setRoom(room: RoomId): void {
  set({ room });
  writeAddress();
}

export function setLocale(locale: Locale): void {
  set({ locale });
  remember("lang", locale);
}

export function setTheme(theme: Theme): void {
  themeChosen = true;
  set({ theme });
  remember("theme", theme);
}
