/** Opens a person's own files: looks at them, shows what they become, and trains on them once the person says so. */
import type { ImportChoices } from "../engine/data/import/choices";
import type { OpenedFile } from "../engine/data/import/entry";
import type { ImportProblemPayload } from "../engine/data/importProblem";
import { latestOnly, QueryRefused } from "../workers/client";
import { useOwn } from "./actions/data";
import { notify, withdraw } from "./actions/notices";
import { ask } from "./actions/worker";
import { useStore } from "./store";
import { keepOwn } from "./storedData";

/** Images that the dialog shows. */
const SHOWN = 24;

const get = () => useStore.getState().importing;
const set = (importing: ReturnType<typeof get>) => useStore.setState({ importing });

let abort: AbortController | undefined;

/** Looks at files, in place of those that were being opened. The run goes on untouched. */
export async function openFiles(given: readonly OpenedFile[] | Promise<readonly OpenedFile[]>): Promise<void> {
  const { isLatest, signal } = begin();
  let files: readonly OpenedFile[] = [];
  withdraw("import");
  set({ files, stage: "looking", done: 0, total: 0 });
  try {
    files = await given;
    if (!isLatest()) return;
    if (files.length === 0) return set(undefined);
    const onProgress = (done: number, total: number) => isLatest() && set({ files, stage: "looking", done, total });
    const understood = await ask("inspectFiles", { files }, { onProgress, signal });
    if (!isLatest()) return;
    const choices = understood.suggested;
    set({ files, stage: "choosing", understood, choices, preview: undefined, problem: undefined });
    look();
  } catch (error) {
    if (!isLatest()) return;
    set(undefined);
    const problem = problemOf(error, files);
    if (problem) notify({ kind: "import", problem });
  }
}

/** Takes other choices, and shows what comes of them. */
export function choose(choices: ImportChoices): void {
  const now = get();
  if (now?.stage !== "choosing") return;
  set({ ...now, choices });
  look();
}

/** Reads the files as they were chosen, trains on them, and keeps them in this browser where a name is given. */
export async function trainOnFiles(keepAs?: string): Promise<void> {
  const chosen = get();
  if (chosen?.stage !== "choosing") return;
  const { files, choices } = chosen;
  const { isLatest, signal } = begin();
  set({ ...chosen, stage: "reading", done: 0, total: 0 });
  try {
    const onProgress = (done: number, total: number) => {
      const now = get();
      if (isLatest() && now?.stage === "reading") set({ ...now, done, total });
    };
    const read = { files, choices };
    const summary = await ask("importFiles", read, { onProgress, signal });
    if (!isLatest()) return;
    set(undefined);
    useOwn(summary, () => ask("importFiles", read));
    if (keepAs !== undefined) await keepOwn(keepAs);
  } catch (error) {
    const now = get();
    if (isLatest() && now?.stage === "reading") set({ ...now, stage: "choosing", problem: problemOf(error, files) });
  }
}

/** Stops reading, and goes back to the choices; without reading to stop, lets go of the files. */
export function cancelReading(): void {
  abort?.abort();
  const now = get();
  if (now?.stage === "reading") set({ ...now, stage: "choosing" });
  else set(undefined);
}

export function closeImport(): void {
  abort?.abort();
  set(undefined);
}

const look = latestOnly(async (_: undefined = undefined) => {
  const asked = get();
  if (asked?.stage !== "choosing") return;
  const { files, choices } = asked;
  const answer = await ask("previewFiles", { files, choices, most: SHOWN }).then(
    (preview) => ({ preview, problem: undefined }),
    (error: unknown) => ({ problem: problemOf(error, files) }),
  );
  const now = get();
  if (now && now.stage !== "looking" && now.choices === choices) set({ ...now, ...answer });
}) as () => void;

function begin() {
  abort?.abort();
  const mine = new AbortController();
  abort = mine;
  return { signal: mine.signal, isLatest: () => abort === mine && !mine.signal.aborted };
}

/** What to tell the person; nothing of what they cancelled themselves. */
function problemOf(error: unknown, files: readonly OpenedFile[]): ImportProblemPayload | undefined {
  const failure = error instanceof QueryRefused ? error.failure : { kind: "internal" as const, detail: String(error) };
  if (failure.kind === "import") return failure.problem;
  if (failure.kind === "cancelled") return undefined;
  const reason = failure.kind === "internal" ? failure.detail : "the worker has ended";
  return { file: files[0]?.path ?? "", code: "unreadable", detail: { reason } };
}
