/** The address bar: `#dataset=digits&model=vae&latent=2&beta=4&seed=7&lang=ko&play=1`. */
import * as v from "valibot";
import { BACKENDS, type BackendId } from "../engine/backends/backend";
import {
  type Correction,
  DEFAULT_EXPERIMENT,
  type Experiment,
  parseExperiment,
  relevantFields,
} from "../engine/experiment";
import { ROOMS, type RoomId } from "./rooms/rooms";

/** How a link wants the page to be, beside the experiment itself. */
const settings = {
  lang: v.picklist(["en", "ko"]),
  theme: v.picklist(["light", "dark"]),
  backend: v.picklist(BACKENDS),
  play: v.picklist(["0", "1"]),
  room: v.picklist(ROOMS),
};
export type Locale = v.InferOutput<typeof settings.lang>;
export type Theme = v.InferOutput<typeof settings.theme>;

export interface Link {
  readonly experiment: Experiment;
  readonly corrections: Correction[];
  readonly lang?: Locale;
  readonly theme?: Theme;
  readonly backend?: BackendId;
  readonly room?: RoomId;
  readonly play: boolean;
}

export function readHash(hash: string): Link {
  const entries = [...new URLSearchParams(hash.replace(/^#/, ""))];
  const wanted: Record<string, string> = {};
  const refused: Correction[] = [];
  for (const [key, given] of entries) {
    if (!Object.hasOwn(settings, key)) continue;
    const result = v.safeParse(settings[key as keyof typeof settings], given);
    if (result.success) wanted[key] = result.output;
    else refused.push({ kind: "refused", key, given: given.slice(0, 24), used: "" });
  }
  const { experiment, corrections } = parseExperiment(entries.filter(([key]) => !Object.hasOwn(settings, key)));
  const { play, ...rest } = wanted;
  return {
    ...(rest as Pick<Link, "lang" | "theme" | "backend" | "room">),
    experiment,
    corrections: [...corrections, ...refused],
    play: play === "1",
  };
}

/** What a link says only where it is not as usual: it is there to be read. */
const QUIET: readonly (keyof Experiment)[] = [
  "network",
  "tie",
  "decoder",
  "sigma",
  "warmUp",
  "freeBits",
  "sparsity",
  "contraction",
  "estimator",
  "lock",
  "stack",
  "channels",
  "layers",
  "conditioning",
];

/** The hash that opens the same experiment elsewhere. */
export function writeHash(experiment: Experiment, rest: Record<string, string | undefined>): string {
  const fields = relevantFields(experiment)
    .filter(([key, value]) => !QUIET.includes(key) || value !== DEFAULT_EXPERIMENT[key])
    .map(([key, value]) => [key, String(value)]);
  const extras = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `#${new URLSearchParams([...fields, ...extras] as [string, string][])}`;
}
