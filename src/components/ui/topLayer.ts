import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";

/** The modal dialogs that are open, the topmost last. The page behind them can be neither reached nor heard. */
let dialogs: readonly HTMLDialogElement[] = [];
const watchers = new Set<() => void>();

function change(next: readonly HTMLDialogElement[]): void {
  dialogs = next;
  for (const watcher of watchers) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Shows the dialog with this ref over everything else, as long as it is `open`. */
export function useModal(open: boolean): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!open || !dialog) return;
    dialog.showModal();
    change([...dialogs, dialog]);
    return () => {
      change(dialogs.filter((other) => other !== dialog));
      dialog.close();
    };
  }, [open]);
  return ref;
}

/** Where to put what must be seen and reached now: into the topmost dialog, or else into the page. */
export function useTopLayer(): HTMLElement {
  return useSyncExternalStore(watch, () => dialogs.at(-1) ?? document.body);
}
