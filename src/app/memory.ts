/** What the browser remembers between visits; nothing where it may not (private mode, blocked storage). */
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
