import type { DatasetDefinition } from "./definition";
import { digits } from "./digits/definition";

/** Every data set that the page can offer by itself, in the order of the picker. A new one is a folder beside this and a line here. */
const registry = {
  digits,
} as const satisfies Record<string, DatasetDefinition>;

export type DefinedId = keyof typeof registry;

export const DEFINED = Object.keys(registry) as [DefinedId, ...DefinedId[]];

/** What is known of a data set before it is loaded; nothing of the person's own. */
export function definitionOf(id: string): DatasetDefinition | undefined {
  return Object.hasOwn(registry, id) ? registry[id as DefinedId] : undefined;
}
