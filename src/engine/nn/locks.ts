import type { Lock } from "../knobs";

export type Part = "encoder" | "decoder" | "codebook";

/** Which part of the model a parameter belongs to. */
export const partOf = (name: string): Part =>
  /^codebook\b/.test(name) ? "codebook" : /^(decoder|output)\b/.test(name) ? "decoder" : "encoder";

/** The level that stands still, of so many with the coarsest first. */
export const lockedLevel = (lock: Lock, levels: number): number | undefined =>
  levels < 2 ? undefined : lock === "coarsest" ? 0 : lock === "finest" ? levels - 1 : undefined;

/** Whether a parameter stands still. @param ofLevel those that each level has for itself, by the beginning of their names */
export function isLocked(name: string, lock: Lock, ofLevel: readonly (readonly string[])[] = []): boolean {
  const level = lockedLevel(lock, ofLevel.length);
  if (level === undefined) return partOf(name) === lock;
  return ofLevel[level]?.some((own) => name === own || name.startsWith(`${own}.`)) ?? false;
}
