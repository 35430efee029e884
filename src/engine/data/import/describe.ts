import { type ImportChoices, SIDE } from "./choices";
import { mostThatFit } from "./memory";
import { FEWEST_IMAGES } from "./split";
import { type Classes, countImages, type Part } from "./stock";
import type { ImportWarning, SourceKind, Understood } from "./understood";

/** What every kind of source says of itself; the rest follows. */
export interface Described extends Partial<Omit<Understood, "suggested">> {
  readonly kind: SourceKind;
  readonly parts: readonly Part[];
  readonly sizes: Understood["sizes"];
  readonly channels: 1 | 3 | 4;
  readonly found?: Classes | undefined;
  readonly suggest?: Partial<ImportChoices>;
}

/** A full account, with the choices that suit it. */
export function describe({ found, suggest, ...known }: Described): Understood {
  const { parts, sizes, channels } = known;
  const count = known.count ?? countImages(parts);
  const [first] = sizes;
  const longest = Math.max(...sizes.map(({ width, height }) => Math.max(width, height)), 0);
  const mixed = sizes.length > 1;
  const large = longest > SIDE.most;
  const warnings: ImportWarning[] = [...(known.warnings ?? [])];
  if (mixed) warnings.push({ code: "mixed-sizes", sizes: sizes.length });
  if (large && first) {
    warnings.push({ code: "large", width: first.width, height: first.height, limit: SIDE.most });
  }
  if (found?.count === 1) warnings.push({ code: "one-class", name: found.names[0] ?? "" });
  const all: ImportChoices = {
    crop: { kind: mixed ? "square" : "none" },
    size: mixed || large ? suggestedSize(longest) : null,
    invert: false,
    channel: channels === 1 ? "grey" : "rgb",
    limit: null,
    heldOut: 0.2,
    seed: 1,
    samples: "images",
    labelColumn: null,
    header: false,
    tile: null,
    ...suggest,
  };
  const understood = { workingBytes: 0, ...known, suggested: all };
  const fit = all.samples === "images" ? mostThatFit(understood, all) : count;
  if (fit < count) warnings.push({ code: "limited", count: fit, of: count });
  return {
    names: [],
    files: 0,
    looked: count,
    ...understood,
    count,
    classes: found?.count ?? 0,
    labelNames: found?.names ?? [],
    perClass: perClass(found),
    warnings,
    suggested: fit < count ? { ...all, limit: Math.max(fit, FEWEST_IMAGES) } : all,
  };
}

/** Small enough to train on at once, large enough to see. */
function suggestedSize(longest: number): number {
  return longest <= 48 ? Math.max(longest, SIDE.least) : 64;
}

function perClass(found: Classes | undefined): number[] {
  const counts = Array<number>(found?.count ?? 0).fill(0);
  for (const label of found?.labels ?? []) if (label < counts.length) counts[label] = (counts[label] as number) + 1;
  return counts;
}
