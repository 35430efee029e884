/** Keeps the address bar true. */
import { type Experiment, hasPoints, withPriorOf } from "../../engine/experiment";
import type { RoomId } from "../rooms/rooms";
import { type NotInLink, useStore } from "../store";
import { writeHash } from "../url";
import { notify } from "./notices";

const get = useStore.getState;

/** A link begins with the first stage: it tells of the autoencoder as that is trained, and of its prior's network. */
export function inLink(): Experiment {
  const { run, parked } = get();
  return run.experiment.stage !== "autoencoder" && parked
    ? withPriorOf(parked.experiment, run.experiment)
    : run.experiment;
}

export function writeAddress(): void {
  const { backend } = get();
  history.replaceState(null, "", writeHash(inLink(), { backend, room: roomInLink() }));
}

/** The room, unless it is the one that a link opens anyway. */
function roomInLink(): RoomId | undefined {
  const { room } = get();
  return room === "flow" ? undefined : room;
}

/** A link that opens this experiment and plays it. */
function shareLink(): string {
  const { locale } = get();
  return new URL(writeHash(inLink(), { room: roomInLink(), lang: locale, play: "1" }), location.href).href;
}

function notInLink(): NotInLink[] {
  const { run, parked } = get();
  const { dataset, shape } = inLink();
  const stages = [run, ...(parked ? [parked] : [])];
  const missing: Record<NotInLink, boolean> = {
    turned: stages.some(({ turned }) => turned),
    carried: stages.some(({ carried }) => carried),
    files: dataset === "own",
    drawing: hasPoints(dataset) && shape === "drawn",
  };
  return (Object.keys(missing) as NotInLink[]).filter((what) => missing[what]);
}

export async function share(): Promise<void> {
  await navigator.clipboard.writeText(shareLink());
  notify({ kind: "copied", without: notInLink() });
}

/** Browsers limit how often the address may change, and a dragged slider changes it sixty times a second. */
let addressTimer: ReturnType<typeof setTimeout> | undefined;
export function writeAddressSoon(): void {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, 250);
}
