/** Which key does what to the run. */
export type Shortcut = "toggle" | "step" | "reset" | "newSeed";

const KEYS: Record<string, Shortcut> = { " ": "toggle", ".": "step", r: "reset", n: "newSeed" };
/** The same letters by their place on the keyboard, for when it writes another script: ㄱ is where R is. */
const PLACES: Record<string, Shortcut> = { KeyR: "reset", KeyN: "newSeed" };

export function shortcutOf({
  key,
  code,
  ...held
}: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "isComposing">): Shortcut | undefined {
  if (held.ctrlKey || held.metaKey || held.altKey || held.isComposing) return undefined;
  const latin = /^[\x20-\x7e]$/.test(key);
  return latin ? KEYS[key.toLowerCase()] : PLACES[code];
}
