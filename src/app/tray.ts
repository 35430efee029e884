/** The tray of one's own drawings: kept in this browser, and trained on. */
import type { ImageShape } from "../engine/data/dataset";
import type { Drawing } from "../engine/data/drawings/drawing";
import { QueryRefused } from "../workers/client";
import { useOwn } from "./actions/data";
import { notify, withdraw } from "./actions/notices";
import { ask } from "./actions/worker";
import { useStore } from "./store";

const get = useStore.getState;
const set = useStore.setState;

/** Brings the drawings of earlier visits. Where nothing can be stored there are none, which is said when one is to be. */
export async function listDrawings(): Promise<void> {
  const { drawings } = await ask("drawings", {}).catch(() => ({ drawings: [] }));
  const here = new Set(get().drawings.map(({ id }) => id));
  set({ drawings: [...get().drawings, ...drawings.filter(({ id }) => !here.has(id))] });
}

/** Puts a drawing into the tray. One that cannot be stored stays there until the page is closed. */
export async function keepDrawing(drawing: Omit<Drawing, "id">, nameOfTray: string): Promise<void> {
  const kept = { ...drawing, id: `${Date.now()}-${crypto.getRandomValues(new Uint16Array(1))[0]}` };
  set({ drawings: [kept, ...get().drawings] });
  try {
    await ask("keepDrawing", { drawing: kept });
    withdraw("storage");
  } catch (error) {
    tell(error, "storage", nameOfTray);
  }
}

export async function deleteDrawings(drawings: readonly Drawing[], nameOfTray: string): Promise<void> {
  const ids = drawings.map(({ id }) => id);
  set({ drawings: get().drawings.filter(({ id }) => !ids.includes(id)) });
  await ask("deleteDrawings", { ids }).catch((error: unknown) => tell(error, "storage", nameOfTray));
}

/** Makes drawings of one shape the data set `own`, and trains on it. */
export async function trainOnDrawings(drawings: readonly Drawing[], nameOfTray: string): Promise<void> {
  const bring = () => ask("ownDrawings", { drawings });
  try {
    useOwn(await bring(), bring);
  } catch (error) {
    tell(error, "import", nameOfTray);
  }
}

export const isOfShape = (drawing: Drawing, { width, height, channels }: ImageShape): boolean =>
  drawing.width === width && drawing.height === height && drawing.channels === channels;

function tell(error: unknown, kind: "import" | "storage", file: string): void {
  if (error instanceof QueryRefused && error.failure.kind === "import") {
    notify({ kind, problem: { ...error.failure.problem, file } });
  }
}
