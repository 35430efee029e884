import type { DatasetDefinition, SizeChoice } from "./definition";
import { digits } from "./digits/definition";
import { faces } from "./faces/definition";
import { hangul } from "./hangul/definition";
import { points } from "./points/definition";
import { sprites } from "./sprites/definition";

/** Every data set that the page can offer by itself, in the order of the picker. A new one is a folder beside this and a line here. */
const registry = {
  digits,
  hangul,
  sprites,
  faces,
  points,
} as const satisfies Record<string, DatasetDefinition>;

export type DefinedId = keyof typeof registry;

export const DEFINED = Object.keys(registry) as [DefinedId, ...DefinedId[]];

/** What is known of a data set before it is loaded; nothing of the person's own. */
export function definitionOf(id: string): DatasetDefinition | undefined {
  return Object.hasOwn(registry, id) ? registry[id as DefinedId] : undefined;
}

/** The sizes that the images of a data set come in; none where it is not known, or has no images. */
export function sizesOf(id: string): readonly SizeChoice[] {
  const definition = definitionOf(id);
  return definition && definition.kind !== "points" ? definition.sizes : [];
}
