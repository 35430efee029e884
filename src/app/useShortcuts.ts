import { useEffect } from "react";
import { newSeed } from "./actions/experiments";
import { reset, step, toggle } from "./actions/transport";
import { type Shortcut, shortcutOf } from "./shortcuts";

const ACTIONS: Record<Shortcut, () => void> = { toggle, step, reset, newSeed };

/** Keys of the transport, wherever the focus is, but for places that use those keys themselves, and for dialogs. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as Element;
      if (event.defaultPrevented) return;
      if (target.closest("dialog, select, textarea, input:not([type=range]):not([type=radio])")) return;
      const shortcut = shortcutOf(event);
      if (!shortcut) return;
      // Space presses a focused button, and opens a focused summary.
      if (shortcut === "toggle" && target.closest("button, summary, [role=tab], a")) return;
      event.preventDefault();
      ACTIONS[shortcut]();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
