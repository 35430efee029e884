import { useEffect } from "react";
import { newSeed, reset, step, toggle } from "./controller";

const SHORTCUTS: Record<string, () => void> = { " ": toggle, ".": step, r: reset, R: reset, n: newSeed, N: newSeed };

/** Keys of the transport, wherever the focus is, but for places that use those keys themselves. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as Element;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (target.closest("select, textarea, input:not([type=range]):not([type=radio])")) return;
      // Space presses a focused button, and opens a focused summary.
      if (event.key === " " && target.closest("button, summary, [role=tab], a")) return;
      const action = SHORTCUTS[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
