/** What the browser remembers between visits; nothing where it may not (private mode, blocked storage). */
import * as v from "valibot";
import { BACKENDS } from "../engine/backends/backend";
import type { Remembered } from "../engine/backends/choose";

const PREFIX = "latent-playground.";

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(PREFIX + key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Then it holds for this visit.
  }
}

const fastest = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ backend: v.picklist(BACKENDS), ms: v.pipe(v.number(), v.gtValue(0)) }),
);

/** The backend that was the fastest when it was measured here; nothing if what is stored is not that. */
export function recallFastest(): Remembered | undefined {
  const stored = v.safeParse(fastest, recall("fastest"));
  return stored.success ? stored.output : undefined;
}

export function rememberFastest({ backend, ms }: Remembered): void {
  remember("fastest", JSON.stringify({ backend, ms }));
}
